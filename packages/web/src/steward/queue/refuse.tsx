import { Button, Text } from '@mantine/core'
import { api, call } from '@porchlight/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactElement } from 'react'

import { Confirm } from '../../ui/confirm.tsx'
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
  const [asking, setAsking] = useState(false)
  const [broken, setBroken] = useState(() => found.slice(0, maxRules))
  const refuse = useMutation({
    mutationFn: async () => await call(line, api.refuse, { id, draft, rules: broken }),
    onSuccess() {
      onDone('refused')
    },
    onSettled: queueChanged,
  })
  return (
    <>
      <Button
        variant="outline"
        color="bad"
        onClick={() => {
          setAsking(true)
        }}
      >
        {m.desk_refuse()}
      </Button>
      <Confirm
        opened={asking}
        title={m.desk_refuse_title()}
        action={m.desk_refuse_action()}
        danger
        disabled={broken.length === 0}
        pending={refuse.isPending}
        error={refuse.error}
        onConfirm={() => {
          refuse.mutate()
        }}
        onClose={() => {
          setAsking(false)
        }}
      >
        <Text>{m.desk_refuse_text()}</Text>
        <RulePicker chosen={broken} first={found} onChange={setBroken} />
      </Confirm>
    </>
  )
}
