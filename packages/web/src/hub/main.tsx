// oxlint-disable-next-line import/no-unassigned-import -- a style sheet is there for its effect
import './hub.css'

import { queryClient } from '../ui/query-client.ts'
import { startProgram } from '../ui/program.tsx'
import { HubApp } from './hub-app.tsx'

// a hub is no instance
queryClient.setQueryDefaults(['instance'], { enabled: false })
// the hub is near: it answers where the browser knows of no network, and is missed where it does not answer
const { queries, mutations } = queryClient.getDefaultOptions()
queryClient.setDefaultOptions({
  queries: { ...queries, networkMode: 'always' },
  mutations: { ...mutations, networkMode: 'always' },
})
startProgram(<HubApp />)
