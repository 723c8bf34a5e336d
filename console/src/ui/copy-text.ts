/**
 * Puts a text on the clipboard. Browsers offer the clipboard's API on secure pages alone; a page served over plain
 * HTTP has the older way.
 */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  // Inside the open dialog if there is one: its focus trap would take the selection away from anywhere else.
  const home = document.querySelector('[role="dialog"]') ?? document.body;
  home.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
