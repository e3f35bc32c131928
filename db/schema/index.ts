export * from "./audit";
export * from "./calls";
export * from "./identity";
export * from "./registry";
