/**
 * Theme variables as colours a canvas can draw with. A canvas knows no CSS variables, so they are read again
 * whenever the theme changes.
 */

/** The value of a `--vscode-*` variable; the text colour when the theme does not define it. */
export function colourOf(variable: string): string {
  const style = getComputedStyle(document.body);
  return style.getPropertyValue(variable).trim() || style.color;
}

/** The same colour, mostly transparent. */
export function tintOf(variable: string, percent: number): string {
  return `color-mix(in srgb, ${colourOf(variable)} ${percent}%, transparent)`;
}

/** Calls back when VS Code changes the theme: it rewrites the variables on <html> and the class on <body>. */
export function watchTheme(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}
