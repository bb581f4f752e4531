import { startProgram } from '../ui/program.tsx'

startProgram(null)
