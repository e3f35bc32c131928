/** The data of each server-sent event (WHATWG HTML, section 9.2.6), in order. Undefined when the text is no event stream. */
export function readEvents(text: string): string[] | undefined {
  if (!/^(?:\ufeff)?(?:data|event|id|retry)?:/.test(text.trimStart())) return undefined;
  const events: string[] = [];
  let data: string[] = [];
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line === "" && data.length > 0) {
      events.push(data.join("\n"));
      data = [];
    }
    if (line.startsWith("data:")) data.push(line.slice(line[5] === " " ? 6 : 5));
  }
  // A stream that was cut has no empty line at its end.
  if (data.length > 0) events.push(data.join("\n"));
  return events;
}
