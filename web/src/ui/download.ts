/** Gives the reader a text as a file. */
export function download(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // after the browser took it up
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
