import { Command } from 'commander'

import type { Tools } from '../tools.ts'
import { claimCommand } from './verify/claim.ts'
import { forkCommand } from './verify/fork.ts'
import { logCommand } from './verify/log.ts'
import { receiptCommand } from './verify/receipt.ts'
import { requestCommand } from './verify/request.ts'
import { siteCommand } from './verify/site.ts'

export function verifyCommand(tools: Tools): Command {
  return new Command('verify')
    .description('Check what the public log proves, without trusting the instance.')
    .addCommand(receiptCommand(tools))
    .addCommand(requestCommand(tools))
    .addCommand(logCommand(tools))
    .addCommand(claimCommand(tools))
    .addCommand(siteCommand(tools))
    .addCommand(forkCommand(tools))
    .addHelpText('after', '\nExit status: 0 verified, 1 not verified, 2 it could not look.')
}
