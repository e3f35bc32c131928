import { excerptOf, type Finding, type FindingCode } from "./finding";
import type { PlacedText } from "./texts-in";
import { findPhrase, type Phrase, phrase, wordsOf } from "./words";

interface Rule {
  code: FindingCode;
  severity: Finding["severity"];
  message: string;
  phrases: readonly Phrase[];
}

const EARLIER = "previous prior above earlier preceding all any other your system existing original";
const ORDERS =
  "instructions instruction prompt prompts rules guidelines directives messages commands context";
const PEOPLE = "user users human humans operator customer person people anyone anybody";
const SAY =
  "tell mention inform notify show reveal disclose alert telling mentioning informing notifying showing revealing disclosing explain report";
const HAND_OVER =
  "send pass include append forward put copy insert post upload attach add write transmit read provide embed paste transfer";
const KEPT =
  "~/.ssh ~/.ssh/id_rsa ~/.ssh/id_rsa.pub id_rsa id_ed25519 .ssh/id_rsa mcp.json ~/.cursor/mcp.json .cursor/mcp.json claude_desktop_config.json ~/.aws/credentials .aws/credentials /etc/passwd /etc/shadow .env ~/.env .netrc ~/.netrc ~/.bash_history";

/** What a description says to a model rather than of a tool. In each rule one phrase is enough. */
const RULES: readonly Rule[] = [
  {
    code: "overrides_instructions",
    severity: "severe",
    message: "It tells a model to set aside what it was told.",
    phrases: [
      phrase(4, "ignore disregard forget override bypass discard", EARLIER, ORDERS),
      phrase(3, "new updated revised", "system", "instructions instruction prompt rules"),
      phrase(2, "you", "are", "now"),
      phrase(4, "takes take taking has have", "precedence priority", "over", `${EARLIER} the`),
    ],
  },
  {
    code: "hides_from_people",
    severity: "severe",
    message: "It tells a model to keep something from people, or to do without them.",
    phrases: [
      phrase(6, "don't not never without avoid", SAY, PEOPLE),
      phrase(4, "without", "asking notifying informing telling", PEOPLE),
      phrase(4, "user users", "must should may", "not never", "know notice see learn"),
      phrase(4, "not don't never without", "ask asking", "confirmation permission approval consent"),
      phrase(
        5,
        "even regardless",
        "if of",
        "user user's users",
        "refuses declines objects says asks wants wishes",
      ),
      phrase(4, "keep", "this it", "secret hidden"),
    ],
  },
  {
    code: "asks_for_secrets",
    severity: "severe",
    message: "It asks for files or texts that no tool needs.",
    phrases: [
      phrase(10, `${HAND_OVER} cat open load access contents content get`, KEPT),
      phrase(
        8,
        "send pass include append forward put copy insert post upload attach add transmit provide embed",
        "conversation chat system",
        "history prompt transcript",
      ),
      phrase(
        8,
        "send pass include append forward put copy insert post upload attach transmit embed",
        "user's users their all",
        "passwords password credentials secrets tokens keys",
      ),
    ],
  },
  {
    code: "orders_the_model",
    severity: "severe",
    message: "It gives a model orders about what else it does.",
    phrases: [
      phrase(
        6,
        "when whenever if",
        "this the",
        "tool server",
        "is are",
        "available loaded present enabled connected",
      ),
      phrase(
        5,
        "before",
        "any every all each",
        "tool tools file operation operations action request call",
        "must always call read use first invoke",
      ),
      phrase(
        8,
        "all every any",
        "emails email messages payments payment transfers transactions",
        "must should shall",
        "sent forwarded go redirected copied",
      ),
    ],
  },
  {
    code: "orders_the_model",
    severity: "notable",
    message: "It tells a model what it must do.",
    phrases: [
      phrase(3, "you", "must", "always never first call use read"),
      phrase(3, "always never", "call use invoke", "this other another the"),
      phrase(3, "before", "using calling", "this any other"),
    ],
  },
];

/** Members of a JSON Schema whose text is data for a program rather than words for a model. */
const DATA_MEMBERS: ReadonlySet<string> = new Set([
  "pattern",
  "format",
  "$ref",
  "$schema",
  "$id",
  "url",
  "href",
  "digest",
]);

/** What in a stranger's texts speaks to the model that reads them. One finding of a rule for each text. */
export function scanInstructions(texts: readonly PlacedText[]): Finding[] {
  return texts.flatMap(({ path, text, member }) => {
    if (DATA_MEMBERS.has(member) || text.length < 8) return [];
    const words = wordsOf(text);
    const found: Finding[] = [];
    for (const { code, severity, message, phrases } of RULES) {
      if (found.some((one) => one.code === code)) continue;
      for (const one of phrases) {
        const span = findPhrase(words, one);
        if (!span) continue;
        const excerpt = excerptOf(text.slice(Math.max(0, span.from - 20), span.to + 20));
        found.push({ code, severity, path, excerpt, message });
        break;
      }
    }
    return found;
  });
}
