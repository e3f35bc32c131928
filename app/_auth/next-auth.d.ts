import "next-auth/jwt";

declare module "next-auth/jwt" {
  interface JWT {
    /** Our session token. */
    sid?: string | undefined;
  }
}
