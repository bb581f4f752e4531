/** How this Node was started, for programs of their own; but not as a test, where one measures. */
export const nodeWords = process.execArgv.filter((word) => !word.startsWith('--test'))
