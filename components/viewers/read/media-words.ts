import { formatBytes } from "../../format/format-count";

/** A file or picture in words: `image/png, 12 kB`, `image at https://...`. Nothing is fetched. */
export function mediaWords(what: string, source: { type?: string; base64?: string; url?: string }): string {
  const data = /^data:([^;,]{0,100})[^,]*,(.*)$/s.exec(source.url ?? "");
  const type = source.type ?? data?.[1];
  const base64 = source.base64 ?? data?.[2];
  const size = base64 === undefined ? undefined : formatBytes(Math.floor((base64.length * 3) / 4));
  const where = data || source.url === undefined ? undefined : `at ${source.url}`;
  return [[what, type].filter(Boolean).join(" "), size, where].filter(Boolean).join(", ");
}
