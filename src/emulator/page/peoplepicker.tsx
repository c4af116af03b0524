import {
  Avatar,
  Field,
  Tag,
  TagPicker,
  TagPickerControl,
  TagPickerGroup,
  TagPickerInput,
  TagPickerList,
  TagPickerOption,
} from "@fluentui/react-components";
import { useState } from "react";
import type { Recipient } from "../items.ts";
import { typed } from "./drafts.ts";
import { acquaintances } from "./mail.ts";
import { nameOf } from "./row.tsx";
import { useMail, useTexts } from "./use.ts";

const most = 8; // suggestions

interface PeoplePickerProps {
  readonly label: string;
  readonly people: readonly Recipient[];
  onChange(people: readonly Recipient[]): void;
}

/** A line of recipients: chosen from whom this mailbox knows, or typed in full. */
export function PeoplePicker({ label, people, onChange }: PeoplePickerProps) {
  const texts = useTexts();
  const mail = useMail();
  const [query, setQuery] = useState("");
  const wanted = query.trim().toLowerCase();
  const known = acquaintances(mail).filter(({ address }) => !people.some((each) => each.address === address));
  const suggestions = wanted ? known.filter(({ name, address }) => `${name} ${address}`.toLowerCase().includes(wanted)).slice(0, most) : [];

  function add(address: string) {
    setQuery("");
    if (address && !people.some((each) => each.address === address)) {
      onChange([...people, known.find((each) => each.address === address) ?? typed(address)]);
    }
  }

  return (
    <Field label={label}>
      <TagPicker
        noPopover={suggestions.length === 0}
        selectedOptions={people.map(({ address }) => address)}
        onOptionSelect={(_, { value, selectedOptions }) =>
          selectedOptions.length > people.length ? add(value) : onChange(people.filter(({ address }) => selectedOptions.includes(address)))
        }
      >
        <TagPickerControl>
          <TagPickerGroup aria-label={label}>
            {people.map((person) => (
              <Tag
                key={person.address}
                value={person.address}
                title={person.address}
                shape="rounded"
                media={<Avatar name={nameOf(person)} color="colorful" aria-hidden />}
              >
                <bdi>{nameOf(person)}</bdi>
              </Tag>
            ))}
          </TagPickerGroup>
          <TagPickerInput
            aria-label={`${label}: ${texts.addPeople}`}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onBlur={() => wanted.includes("@") && add(query.trim())}
            onKeyDown={(event) => {
              if ((event.key !== "Enter" && event.key !== "," && event.key !== ";") || !wanted.includes("@")) return;
              event.preventDefault();
              add(query.trim());
            }}
          />
        </TagPickerControl>
        {suggestions.length > 0 ? (
          <TagPickerList>
            {suggestions.map((person) => (
              <TagPickerOption
                key={person.address}
                value={person.address}
                text={nameOf(person)}
                secondaryContent={person.address}
                media={<Avatar name={nameOf(person)} color="colorful" size={24} aria-hidden />}
              >
                {nameOf(person)}
              </TagPickerOption>
            ))}
          </TagPickerList>
        ) : undefined}
      </TagPicker>
    </Field>
  );
}
