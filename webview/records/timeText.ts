/** Times of the Messages view as a person writes and reads them. Pure. */

const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `14:05`, `14:05:30`, `2026-11-22 14:05`, `10m` (ago), or milliseconds since the epoch; undefined for anything else. */
export function parseTime(text: string, now: number): number | undefined {
  const trimmed = text.trim();
  const ago = /^-?(\d+(?:\.\d+)?)\s*([smhd])$/.exec(trimmed);
  if (ago !== null) {
    return Math.round(now - Number(ago[1]) * (units[ago[2] ?? ''] ?? 0));
  }
  if (/^\d{11,14}$/.test(trimmed)) {
    return Number(trimmed);
  }
  const zoned = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/.test(trimmed);
  if (zoned) {
    const time = Date.parse(trimmed);
    return Number.isNaN(time) ? undefined : time;
  }
  return localTime(trimmed, now);
}

function localTime(text: string, now: number): number | undefined {
  const match =
    /^(?:(\d{4})-(\d{1,2})-(\d{1,2}))?(?:[T ]|^|$)\s*(?:(\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)?$/.exec(
      text,
    );
  if (match === null || text === '') {
    return undefined;
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '0'] = match;
  const today = new Date(now);
  const date =
    year === undefined
      ? [today.getFullYear(), today.getMonth(), today.getDate()]
      : [Number(year), Number(month) - 1, Number(day)];
  const [y = 0, m = 0, d = 0] = date;
  const milliseconds = Number(fraction.padEnd(3, '0'));
  const time = new Date(y, m, d, Number(hour), Number(minute), Number(second), milliseconds);
  const isReal = time.getMonth() === m && time.getDate() === d && time.getHours() === Number(hour);
  return isReal && Number(minute) < 60 && Number(second) < 60 ? time.getTime() : undefined;
}

/** `14:07:21.047` */
export function timeOfDay(at: number): string {
  const time = new Date(at);
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()].map((part) => two(part));
  return `${parts.join(':')}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}

/** `11-22 14:07`, for an axis that spans days. */
export function shortDate(at: number): string {
  return `${dayOf(new Date(at)).slice(5)} ${timeOfDay(at).slice(0, 5)}`;
}

export function isSameDay(one: number, other: number): boolean {
  return dayOf(new Date(one)) === dayOf(new Date(other));
}

/** `5 s`, `2 min`, `3 h`, `7 d`. */
export function stepText(milliseconds: number): string {
  const seconds = milliseconds / 1_000;
  if (seconds < 60) {
    return `${seconds} s`;
  }
  return seconds < 3_600
    ? `${seconds / 60} min`
    : seconds < 86_400
      ? `${seconds / 3_600} h`
      : `${seconds / 86_400} d`;
}

/** `0:52`, `12:04`, `3:00:00`, and from two days on `5 d`. */
export function lengthText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  if (seconds >= 172_800) {
    return `${Math.round(seconds / 86_400)} d`;
  }
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = two(seconds % 60);
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`;
}

function dayOf(time: Date): string {
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
