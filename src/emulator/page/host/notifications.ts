/** A line of an item's info bar; types as on the wire: 0 informational, 1 progress, 2 error, 3 insight. */
export interface Notification {
  readonly key: string;
  readonly type: 0 | 1 | 2 | 3;
  readonly message: string;
  /** A resource id of the manifest. */
  readonly icon?: string;
  /** False: it goes when the reader turns to another item. */
  readonly persistent?: boolean;
}

/** Codes of Outlook's `DuplicateNotificationKey`, `NotificationKeyNotFound` and `NumberOfNotificationsExceeded`. */
export type NotificationError = 9023 | 9024 | 9025;

type Notifications = readonly Notification[];

const most = 5;
const names = ["informationalMessage", "progressIndicator", "errorMessage", "insightMessage"] as const;

export function addNotification(all: Notifications, one: Notification): Notifications | NotificationError {
  if (all.some(({ key }) => key === one.key)) return 9023;
  return all.length < most ? [...all, one] : 9025;
}

/** Outlook adds where there is nothing to replace. */
export function replaceNotification(all: Notifications, one: Notification): Notifications | NotificationError {
  return all.some(({ key }) => key === one.key) ? all.map((each) => (each.key === one.key ? one : each)) : addNotification(all, one);
}

export function removeNotification(all: Notifications, key: string): Notifications | NotificationError {
  return all.some((each) => each.key === key) ? all.filter((each) => each.key !== key) : 9024;
}

/** As an add-in gets them back: with the type in words. */
export function listNotifications(all: Notifications) {
  return all.map((each) => ({ ...each, type: names[each.type] }));
}
