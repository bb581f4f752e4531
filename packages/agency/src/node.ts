export { openFileSink } from './open/file-sink-node.ts'
export { nodeTools } from './open/node-tools.ts'
