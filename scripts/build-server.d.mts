/** The server as one file, dist/server.mjs. */
export function buildServer(): Promise<void>
/** One file of `entry` and all of ours that it imports; `outfile` lies in dist. */
export function bundleInto(outfile: string, entry: string): Promise<void>
