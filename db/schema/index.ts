export * from "./a2a";
export * from "./audit";
export * from "./calls";
export * from "./identity";
export * from "./labels";
export * from "./mcp";
export * from "./oauth";
export * from "./registry";
