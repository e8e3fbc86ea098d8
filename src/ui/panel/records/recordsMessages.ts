/** What the Messages view and its host say to each other. Types only. */

/** From the webview. */
export type RecordsRequest = never;

/** To the webview. */
export type RecordsNews = never;
