/**
 * Frequent given names in the United States, English and Spanish, without those that are as often a
 * word or a place (Will, Grant, Austin, Hope, Summer). A name is found by its first part.
 */
export const givenNames: ReadonlySet<string> = new Set(
  `Aaron Abigail Adam Adrian Adriana Agnes Aisha Alan Albert Alberto Alejandra Alejandro Alex Alexander
  Alexandra Alexis Alfredo Alice Alicia Allison Alma Álvaro Amanda Amber Amy Ana Andrea Andrés Andrew
  Angela Ángel Anita Ann Anna Anne Anthony Antonia Antonio Araceli Arthur Arturo Ashley Barbara Beatriz
  Benjamin Bernard Betty Beverly Blanca Bradley Brandon Brenda Brian Brittany Bruce Bryan Caleb Camila
  Carl Carla Carlos Carmen Carol Caroline Carolyn Catalina Catherine Cecilia César Charles Cheryl
  Christian Christina Christine Christopher Claudia Consuelo Craig Cristian Cristina Crystal Cynthia
  Daniel Daniela David Deborah Debra Denise Dennis Diana Diane Diego Dolores Donald Donna Doris Dorothy
  Douglas Dylan Edgar Eduardo Edward Edwin Eileen Elaine Elena Eleanor Elizabeth Ella Ellen Emilia Emilio
  Emily Emma Enrique Eric Erica Erik Ernesto Esteban Esther Ethan Eugene Eva Evelyn Fatima Felipe
  Fernanda Fernando Frances Francisca Francisco Frank Gabriel Gabriela Gary George Gerald Gerardo Gilbert
  Gladys Gloria Gonzalo Graciela Gregory Guadalupe Guillermo Gustavo Hannah Harold Harry Hassan Héctor
  Heather Helen Henry Hernán Howard Hugo Ian Ibrahim Ignacio Inés Irene Isaac Isabel Isabella Iván Jack
  Jacob Jacqueline Jaime James Jamal Jane Janet Janice Jared Jasmine Jason Javier Jean Jeff Jeffrey
  Jennifer Jeremy Jerry Jesse Jessica Jesús Jim Jimmy Joan Joanna Joaquín Joe John Johnny Jonathan Jorge
  José Josefina Joseph Joshua Joyce Juan Juana Judith Judy Julia Julian Julie Julio Justin Karen Karina
  Karl Katherine Kathleen Kathryn Katie Keith Kelly Kenneth Kevin Kimberly Kyle Larry Latoya Laura Lauren
  Laurie Lawrence Leah Lena Leo Leonard Leonardo Leslie Leticia Liam Linda Lisa Logan Lorena Lori Louis
  Louise Lourdes Lucas Lucía Luis Luisa Luke Lupe Manuel Manuela Marcela Marco Marcos Margaret Margarita
  María Mariana Marie Marilyn Mario Marisol Marjorie Mark Marta Martha Martin Martín Mary Matthew Maurice
  Mauricio Megan Melissa Mercedes Michael Michelle Miguel Mike Mildred Miriam Mohamed Mohammed Mónica
  Monica Muhammad Nancy Natalia Natalie Nathan Nicholas Nicolás Nicole Noah Noemí Norma Octavio Olga
  Oliver Olivia Omar Óscar Oscar Pablo Pamela Patricia Patrick Paul Paula Pedro Peter Phil Philip Phillip
  Phyllis Pilar Rachel Rafael Ralph Ramón Randy Raquel Raúl Raymond Rebecca Ricardo Richard Rita Robert
  Roberta Roberto Rocío Rodrigo Roger Ronald Rosa Rosario Rose Rubén Russell Ruth Ryan Salvador Samantha
  Samuel Sandra Santiago Sara Sarah Scott Sean Sebastián Sergio Sharon Shawn Shirley Silvia Simón Sofía
  Sophia Sonia Stephanie Stephen Steve Steven Susan Susana Tamara Tamika Teresa Terry Theresa Thomas
  Tiffany Timothy Tina Todd Tom Tomás Tyler Tyrone Valentina Valeria Vanessa Verónica Vicente Víctor
  Victor Victoria Vincent Virginia Wanda Wayne Wendy William Ximena Yesenia Yolanda Zachary`
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .split(/\s+/),
)
