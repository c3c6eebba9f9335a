// Windows has no SIGTERM from outside: SIGHUP is its window being closed, SIGBREAK its Ctrl-Break.
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? ['SIGINT', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM']

/** Resolves when the program is asked to stop: Ctrl-C, or a service manager's SIGTERM. */
export function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) process.once(signal, () => resolve())
  })
}
