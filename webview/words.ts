/**
 * Numbers, times and sentences as a person reads them. The words come from the host's table; here only the
 * placeholders are filled. Pure.
 */

/** Puts values where `{0}`, `{1}` … stand. */
export function fill(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (placeholder, index: string) =>
    String(values[Number(index)] ?? placeholder),
  );
}

/** Formats of one language; counts get separators, offsets never do (they are identifiers). */
export class Numbers {
  readonly #whole: Intl.NumberFormat;
  readonly #tenth: Intl.NumberFormat;

  constructor(language: string) {
    const locale = supported(language);
    this.#whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.#tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  }

  /** `1,204` */
  count(value: number): string {
    return this.#whole.format(value);
  }

  /** `32.0`, and from a hundred on `150`. */
  rate(value: number): string {
    return value < 99.95 ? this.#tenth.format(value) : this.#whole.format(value);
  }

  /** `0.4 s`, `37.6 s`, `2 min 5 s`: the units are SI and min, the same in every language. */
  duration(milliseconds: number): string {
    const seconds = milliseconds / 1_000;
    return seconds < 99.95 ? `${this.#tenth.format(seconds)} s` : this.seconds(seconds);
  }

  /** `40 s`, `2 min 5 s`. */
  seconds(value: number): string {
    const whole = Math.round(value);
    return whole < 100 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
  }
}

/** `233 B`, `2.1 KB`, `4.0 MB`: by 1024, as file managers and brokers count. */
export function size(bytes: number, numbers: Numbers): string {
  if (bytes < 1_024) return `${bytes} B`;
  const kilobytes = bytes / 1_024;
  return kilobytes < 1_024 ? `${numbers.rate(kilobytes)} KB` : `${numbers.rate(kilobytes / 1_024)} MB`;
}

/** `2026-11-22 14:07:21.047`, local. */
export function timestampText(at: number): string {
  const time = new Date(at);
  const pad = (value: number, length: number): string => String(value).padStart(length, '0');
  const date = `${time.getFullYear()}-${pad(time.getMonth() + 1, 2)}-${pad(time.getDate(), 2)}`;
  return `${date} ${clock(at)}.${pad(time.getMilliseconds(), 3)}`;
}

/** Local time of day, `14:07:31`. */
export function clock(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes(), time.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** `5 s`, `1,204 B`, `2.1 KB`: the length of a text in UTF-8. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

function supported(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'en';
  } catch {
    return 'en'; // VS Code's language can be a pack's name that is no language tag.
  }
}
