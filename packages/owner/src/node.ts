export { nodeTools } from './seal/node-tools.ts'
