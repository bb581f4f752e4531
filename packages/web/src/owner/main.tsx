// oxlint-disable-next-line import/no-unassigned-import -- a style sheet is there for its effect
import './owner.css'

import { startProgram } from '../ui/program.tsx'
import { loadCopyProgram } from './copies/make.ts'
import { ShareApp } from './share-app.tsx'

startProgram(<ShareApp />)
loadCopyProgram()
