import {
  AgentCard,
  CancelTaskRequest,
  DeleteTaskPushNotificationConfigRequest,
  GetTaskPushNotificationConfigRequest,
  GetTaskRequest,
  ListTaskPushNotificationConfigsRequest,
  ListTaskPushNotificationConfigsResponse,
  ListTasksRequest,
  ListTasksResponse,
  Message,
  SendMessageRequest,
  StreamResponse,
  SubscribeToTaskRequest,
  Task,
  TaskPushNotificationConfig,
} from "@a2a-js/sdk";
import type { A2ARequestHandler } from "@a2a-js/sdk/server";
import { MeshError } from "@/lib/core/errors";
import type { CallMethod, Peer, StreamMethod } from "../agent/peer";
import { asObject, type JsonObject } from "../operation";

/** A peer as the SDK's transport handlers want an agent. Keeps what the peer threw, because those handlers flatten it. */
export class PeerRequestHandler implements A2ARequestHandler {
  readonly #peer: Peer;
  thrown: unknown;

  constructor(peer: Peer) {
    this.#peer = peer;
  }

  /** Asked only whether streaming is offered; the agent itself says so. */
  async getAgentCard(): Promise<AgentCard> {
    return AgentCard.fromJSON({ capabilities: { streaming: true, pushNotifications: true } });
  }

  async getAuthenticatedExtendedAgentCard(): Promise<AgentCard> {
    return AgentCard.fromJSON(await this.#call("GetExtendedAgentCard", {}));
  }

  async sendMessage(params: SendMessageRequest): Promise<Message | Task> {
    const result = await this.#call("SendMessage", SendMessageRequest.toJSON(params));
    if (result.task) return Task.fromJSON(result.task);
    if (result.message) return Message.fromJSON(result.message);
    this.thrown = new MeshError("upstream_invalid", "The agent answered with neither a task nor a message.");
    throw this.thrown;
  }

  sendMessageStream(params: SendMessageRequest): AsyncGenerator<StreamResponse, void, undefined> {
    return this.#stream("SendStreamingMessage", SendMessageRequest.toJSON(params));
  }

  async getTask(params: GetTaskRequest): Promise<Task> {
    return Task.fromJSON(await this.#call("GetTask", GetTaskRequest.toJSON(params)));
  }

  async cancelTask(params: CancelTaskRequest): Promise<Task> {
    return Task.fromJSON(await this.#call("CancelTask", CancelTaskRequest.toJSON(params)));
  }

  resubscribe(params: SubscribeToTaskRequest): AsyncGenerator<StreamResponse, void, undefined> {
    return this.#stream("SubscribeToTask", SubscribeToTaskRequest.toJSON(params));
  }

  async createTaskPushNotificationConfig(
    params: TaskPushNotificationConfig,
  ): Promise<TaskPushNotificationConfig> {
    const json = TaskPushNotificationConfig.toJSON(params);
    return TaskPushNotificationConfig.fromJSON(await this.#call("CreateTaskPushNotificationConfig", json));
  }

  async getTaskPushNotificationConfig(
    params: GetTaskPushNotificationConfigRequest,
  ): Promise<TaskPushNotificationConfig> {
    const json = GetTaskPushNotificationConfigRequest.toJSON(params);
    return TaskPushNotificationConfig.fromJSON(await this.#call("GetTaskPushNotificationConfig", json));
  }

  async listTaskPushNotificationConfigs(
    params: ListTaskPushNotificationConfigsRequest,
  ): Promise<ListTaskPushNotificationConfigsResponse> {
    const json = ListTaskPushNotificationConfigsRequest.toJSON(params);
    return ListTaskPushNotificationConfigsResponse.fromJSON(
      await this.#call("ListTaskPushNotificationConfigs", json),
    );
  }

  async deleteTaskPushNotificationConfig(params: DeleteTaskPushNotificationConfigRequest): Promise<void> {
    const json = DeleteTaskPushNotificationConfigRequest.toJSON(params);
    await this.#call("DeleteTaskPushNotificationConfig", json);
  }

  async listTasks(params: ListTasksRequest): Promise<ListTasksResponse> {
    return ListTasksResponse.fromJSON(await this.#call("ListTasks", ListTasksRequest.toJSON(params)));
  }

  async #call(method: CallMethod, params: unknown): Promise<JsonObject> {
    try {
      return (await this.#peer.call(method, asObject(params) ?? {})) ?? {};
    } catch (err) {
      this.thrown = err;
      throw err;
    }
  }

  async *#stream(method: StreamMethod, params: unknown): AsyncGenerator<StreamResponse, void, undefined> {
    for await (const event of this.#peer.stream(method, asObject(params) ?? {})) {
      yield StreamResponse.fromJSON(event);
    }
  }
}
