import { LanguageSupport, StreamLanguage, type StreamParser } from "@codemirror/language";

const KEYWORD = /^(permit|forbid|when|unless|if|then|else|in|is|has|like|true|false)$/;
const VARIABLE = /^(principal|action|resource|context)$/;

/** Cedar's tokens (docs.cedarpolicy.com, grammar). Colours only: what a text means is the validator's to say. */
const cedar: StreamParser<unknown> = {
  name: "cedar",
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match(/^"(?:[^"\\\n]|\\.)*"?/)) return "string";
    if (stream.match(/^@\w+/)) return "meta";
    if (stream.match(/^\d+/)) return "number";
    if (stream.match(/^(?:==|!=|<=|>=|&&|\|\||[<>!+*-])/)) return "operator";
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (!word || typeof word === "boolean") {
      stream.next();
      return "punctuation";
    }
    const [text] = word;
    if (stream.match("::", false)) return "typeName";
    if (KEYWORD.test(text)) return "keyword";
    if (VARIABLE.test(text)) return "variableName.special";
    return /^[A-Z]/.test(text) ? "typeName" : "propertyName";
  },
  languageData: { commentTokens: { line: "//" }, closeBrackets: { brackets: ["(", "[", "{", '"'] } },
};

export function cedarLanguage(): LanguageSupport {
  return new LanguageSupport(StreamLanguage.define(cedar));
}
