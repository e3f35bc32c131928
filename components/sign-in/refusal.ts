/** How the sign-in library's error begins when there were too many attempts; the seconds to wait follow. */
export const THROTTLED = "Throttled:";

/**
 * Why somebody did not come in, in words. Wrong password, unknown address and stopped account read the same on purpose.
 * @param error what the sign-in library said
 * @param provider the identity provider's name, where there is one
 */
export function refusalText(error: string, provider?: string): string {
  if (error.startsWith(THROTTLED)) {
    const minutes = Math.ceil(Number(error.slice(THROTTLED.length)) / 60);
    const wait = minutes >= 1 && minutes <= 60 ? `${minutes} minute${minutes === 1 ? "" : "s"}` : "a while";
    return `Too many attempts. Wait ${wait}, then try again.`;
  }
  switch (error) {
    case "AccessDenied":
      return `You have no account here yet. Ask an admin to add the e-mail address that ${provider ?? "your provider"} knows.`;
    case "Unanswered":
      return "The console did not answer. Try again.";
    case "CredentialsSignin":
      return "That did not work. Check e-mail address and password; after several tries wait a few minutes.";
    default:
      return `Signing in ${provider ? `through ${provider} ` : ""}did not work. Try again.`;
  }
}
