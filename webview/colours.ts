/**
 * Theme variables as colours a canvas can draw with. A canvas knows no CSS variables, so they are read again
 * whenever the theme changes.
 */

/** The value of the first `--vscode-*` variable that the theme defines; the text colour when it has none. */
export function colourOf(variables: readonly string[]): string {
  const style = getComputedStyle(document.body);
  const values = variables.map((variable) => style.getPropertyValue(variable).trim());
  return values.find((value) => value !== '') ?? style.color;
}

/** The same colour, mostly transparent. */
export function tintOf(variables: readonly string[], percent: number): string {
  return `color-mix(in srgb, ${colourOf(variables)} ${percent}%, transparent)`;
}

/** Calls back when VS Code changes the theme: it rewrites the variables on <html> and the class on <body>. */
export function watchTheme(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class', 'data-vscode-theme-id'] });
}
