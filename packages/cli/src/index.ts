export { runProgram } from './program.ts'
export type { ExitStatus } from './program.ts'
export type { Terminal } from './terminal.ts'
export type { Tools } from './tools.ts'
