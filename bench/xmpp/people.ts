const teamSize = 50;
/** As an ordinary message has. */
const peopleInAMessage = 20;

export const address = (index: number) => `u${String(index + 1).padStart(4, "0")}@example.org`;

/** The people of a message: some of that user's own team. */
export function messageOf(user: number): readonly string[] {
  const first = user - (user % teamSize);
  return Array.from({ length: peopleInAMessage }, (_, index) => address(first + ((user + index) % teamSize)));
}
