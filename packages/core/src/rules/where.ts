import { areaSquareMetres } from '../area-measure.ts'
import { isSimple } from '../area-shape.ts'
import { brokenIf, rule } from './rule.ts'

/** Rules about the area. */
export const areaRules = [
  rule({
    id: 'area/too-small',
    sentence: {
      en: 'The area is at least 0.025 square miles: a smaller one would point at one house.',
      es: 'La zona mide al menos 0,025 millas cuadradas: una menor señalaría una sola casa.',
    },
    check: ({ request: { area }, policy: { minAreaSquareMetres } }) =>
      brokenIf(areaSquareMetres(area) < minAreaSquareMetres, 'area'),
  }),
  rule({
    id: 'area/too-large',
    sentence: {
      en: 'The area is at most 0.5 square miles.',
      es: 'La zona mide como máximo 0,5 millas cuadradas.',
    },
    check: ({ request: { area }, policy: { maxAreaSquareMetres } }) =>
      brokenIf(areaSquareMetres(area) > maxAreaSquareMetres, 'area'),
  }),
  rule({
    id: 'area/crossed',
    sentence: {
      en: "The area's outline does not cross itself.",
      es: 'El contorno de la zona no se cruza consigo mismo.',
    },
    check: ({ request: { area } }) => brokenIf(!isSimple(area), 'area'),
  }),
] as const
