/** What the Cluster view and its host say to each other. Types only. */

/** From the webview. */
export type ClusterRequest = never;

/** To the webview. */
export type ClusterNews = never;
