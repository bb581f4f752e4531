export { nodeTools } from './seal/node-tools.ts'
export { openSource } from './send/node-source.ts'
