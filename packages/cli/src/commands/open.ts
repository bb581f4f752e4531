import { Command } from 'commander'
import type { Tools } from '../tools.ts'
export function openCommand(_tools: Tools): Command {
  return new Command('open')
}
