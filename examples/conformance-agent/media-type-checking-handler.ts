import type { Message, SendMessageRequest, StreamResponse, Task } from "@a2a-js/sdk";
import { ContentTypeNotSupportedError } from "@a2a-js/sdk/errors";
import { DefaultRequestHandler, type ServerCallContext } from "@a2a-js/sdk/server";

/** Refuses parts of media types that the agent's card does not name (A2A 1.0 section 3.1.1), which the SDK leaves to its users. */
export class MediaTypeCheckingHandler extends DefaultRequestHandler {
  override async sendMessage(params: SendMessageRequest, ctx: ServerCallContext): Promise<Message | Task> {
    await this.#check(params);
    return super.sendMessage(params, ctx);
  }

  override async *sendMessageStream(
    params: SendMessageRequest,
    ctx: ServerCallContext,
  ): AsyncGenerator<StreamResponse, void, undefined> {
    await this.#check(params);
    yield* super.sendMessageStream(params, ctx);
  }

  async #check({ message }: SendMessageRequest): Promise<void> {
    const { defaultInputModes } = await this.getAgentCard();
    for (const { mediaType } of message?.parts ?? []) {
      if (mediaType === "" || defaultInputModes.includes(mediaType)) continue;
      throw new ContentTypeNotSupportedError(`This agent does not take ${mediaType}.`);
    }
  }
}
