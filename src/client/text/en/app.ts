import type { Messages } from "../catalogue.ts";
import type { zhApp } from "../zh-CN/app.ts";

/** English of {@link zhApp}. */
export const enApp = {
  "app.fullName": "Commitment-compliance certificates",

  "home.issue": "Issue",
  "home.issue.hint": "works without network",
  "home.join": "Start issuing",
  "home.join.hint": "join with an invitation link",
  "home.scan": "Scan",
  "home.scan.hint": "check a certificate",
  "home.certificates": "My certificates",
  "home.certificates.hint": "find, show, void",
  "home.history": "Scan history",
  "home.diary": "Field diary",
  "home.diary.hint": "What was done, and when goods may be taken",
  "home.file": "My file",
  "home.file.hint": "duties, certifications, credit",
  "home.station": "Issue for farmers",
  "home.station.hint": "find, register, issue, kiosk",
  "home.officer": "Supervision",
  "home.officer.hint": "invite, registry, suspend",
  "home.settings": "Settings",
  "home.menu": "More",
  "home.draft": "One certificate is not finished",
  "home.draft.open": "Continue",
  "home.guest": "Not joined",
  "home.guest.hint": "checking needs no account",
  "home.guest.text":
    "Scan the code on a certificate to see who vouches for it and whether it still holds. Works without network.",

  "sync.upToDate": "Everything is uploaded",
  "sync.upToDate.at": "Last contact: {time}",
  "sync.never": "No contact yet",
  "sync.waiting": "On this phone, waiting for a network: {count}",
  "sync.sending": "Uploading: {count}…",
  "sync.refused": "Not accepted: {count}",
  "sync.refused.hint": "Open to see why",
  "sync.offline": "No network now. Issuing and scanning work.",
  "sync.now": "Upload now",

  "clock.ahead.title": "The phone's clock is fast",
  "clock.behind.title": "The phone's clock is slow",
  "clock.advice":
    "It is off by about {amount}. Turn on automatic date and time in the phone's settings, so that certificates carry the right time.",
  "clock.minutes": "{count} min",
  "clock.hours": "{count} h",
  "clock.days": "{count} days",
  "storage.bestEffort.title": "The browser did not promise to keep data",
  "storage.bestEffort.advice":
    "It may clear certificates and records when space runs short. Add the app to the home screen and make a backup in the settings.",
  "storage.full.title": "The phone is full",
  "storage.full.advice":
    "Delete some photos or videos before you go on issuing. Everything issued so far is still here.",
  "storage.unavailable.title": "This browser stores nothing",
  "storage.unavailable.advice": "It may be a private window. Scanning works; open a normal window to issue.",

  "phone.unavailable.title": "This browser stores no data",
  "phone.unavailable.advice": "It may be a private window. Use a normal window or another browser.",
  "phone.newerVersion.title": "A newer version wrote this phone's data",
  "phone.newerVersion.advice": "Go online and open the app again to get the new version. Nothing was changed.",

  "update.ready": "A new version is here. Tap to update.",
  "update.reopen": "The app was updated. Tap to open it again.",

  "error.title": "Something went wrong on this page",
  "error.kept": "Your data is on the phone; nothing is lost.",
  "error.chunk": "This page is not on the phone yet and there is no network. Open it again once you are online.",
  "error.reopen": "Open again",
  "error.home": "Home",
  "error.details": "For technicians",
  "missing.title": "No such page",
  "missing.text": "The address may be wrong: {path}",
} as const satisfies Messages<typeof zhApp>;
