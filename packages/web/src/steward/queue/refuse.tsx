import { Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { AskFirst } from '../../ui/ask-first.tsx'
import { line } from '../../ui/line.ts'
import { m } from '../../words/messages.js'
import { queueChanged } from '../desk-data.ts'
import type { DecideProps } from './publish.tsx'
import { maxRules, RulePicker } from './rule-picker.tsx'

/** No: by the rules that the request breaks, of which the engine's findings are chosen already. */
export function Refuse({ queued, onDone }: DecideProps): ReactElement {
  const { draft } = queued
  const { id } = queued.signed.request
  const found = [...new Set(queued.findings.map(({ rule }) => rule))]
  const [broken, setBroken] = useState(() => found.slice(0, maxRules))
  return (
    <AskFirst
      label={m.desk_refuse()}
      button={{ variant: 'outline', color: 'bad' }}
      title={m.desk_refuse_title()}
      action={m.desk_refuse_action()}
      danger
      isReady={broken.length > 0}
      run={async () => await call(line, api.refuse, { id, draft, rules: broken })}
      onDone={() => {
        onDone('refused')
      }}
      onSettled={queueChanged}
    >
      <Text>{m.desk_refuse_text()}</Text>
      <RulePicker chosen={broken} first={found} onChange={setBroken} />
    </AskFirst>
  )
}
