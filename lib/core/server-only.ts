// Stands in for the `server-only` package where no client bundle is made (the server's own bundle, tests).
export {};
