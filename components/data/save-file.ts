/** Gives the reader a text as a file. */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read it by then; kept, it would stay in memory as long as the page.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
