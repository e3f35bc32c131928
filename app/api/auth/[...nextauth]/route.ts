import type { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/app/_auth/auth-options";
import { getMesh } from "@/lib/runtime/get-mesh";

type Context = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: Context): Promise<Response> {
  const mesh = await getMesh();
  // The library reads its own address from the environment and nowhere else.
  process.env.NEXTAUTH_URL ??= mesh.config.publicUrl;
  const response: Response = await NextAuth(authOptions(mesh, request))(request, context);
  response.headers.set("cache-control", "no-store");
  return response;
}

export { handle as GET, handle as POST };
