import { Alert } from '@mantine/core'
import { Fault } from '@porchlight/core'
import type { ReactElement } from 'react'

import { FaultNote } from '../../ui/fault.tsx'
import { m } from '../../words/messages.js'
import { NoFolder } from '../device/work.ts'
import { SealStopped } from './seal-work.ts'

/** Why sealing or sending stopped, and what can be done. */
export function StoppedNote({ error }: { readonly error: unknown }): ReactElement | null {
  const words = wordsOf(error)
  if (words === null)
    return <FaultNote error={error instanceof SealStopped ? faultIn(error) : error} />
  return (
    <Alert color="bad" role="alert" title={m.ui_problem()}>
      {words}
    </Alert>
  )
}

function wordsOf(error: unknown): string | null {
  if (error instanceof NoFolder) return m.owner_copies_no_folder()
  if (!(error instanceof SealStopped)) return null
  if (error.trouble === 'no-room') return m.owner_trouble_no_room()
  return error.trouble === 'file-gone' ? m.owner_trouble_file_gone() : null
}

function faultIn({ trouble }: SealStopped): Fault {
  return new Fault(trouble === 'no-room' || trouble === 'file-gone' ? 'internal' : trouble)
}
