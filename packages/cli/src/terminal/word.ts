/** A word of a command as a shell takes it, PowerShell too. */
export const shellWord = (word: string): string =>
  (process.platform === 'win32' ? /^[\w./\\:=@,~-]+$/ : /^[\w./:=@,~-]+$/).test(word)
    ? word
    : JSON.stringify(word)
