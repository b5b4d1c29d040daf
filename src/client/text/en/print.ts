import type { Messages } from "../catalogue.ts";
import type { zhPrint } from "../zh-CN/print.ts";

/** English of {@link zhPrint}. What stands on a label stays Chinese. */
export const enPrint = {
  title: "Print the certificate",
  missing: "This phone does not hold that certificate",
  withdrawn: "This certificate was voided or corrected and is printed no more",
  boxNumber: "Box {number} of {total}",

  preview: "What will be printed",
  "preview.label": "Preview of the label",
  "preview.size": "{width} × {height} mm",
  "preview.sheet": "{width} × {height} mm, {count} to a sheet of A4",
  "code.short": "The label is small: it carries the short code",
  "code.short.text": "Whoever scans it needs a network. For checks without one, take labels of 50 × 40 mm or more.",
  "pictures.leftOut": "Your pictures do not fit on this label and are left out",

  "error.textTooLong": "Too much text for this label",
  "error.textTooLong.text": "Too long: {fields}. Take a larger label, and write less next time.",
  "error.labelTooSmall": "The label is too small for a certificate",
  "error.labelTooSmall.text": "Take a larger label.",
  "error.customSize": "Give the label's width and height, 20 to 300 mm",

  size: "Size of the label",
  "size.hint": "It is written on the roll's wrapping, such as 50*40",
  "size.roll": "{width} × {height} mm",
  "size.page": "{name} paper ({width} × {height} mm)",
  "size.sheet": "A4 self-adhesive, {count} a sheet ({width} × {height} mm)",
  "size.custom": "Another size that I type",
  "size.width": "Width (mm)",
  "size.height": "Height (mm)",
  copies: "How many",
  "copies.wrong": "Give a number from 1 to 500",
  boxes: "Number each box",
  "boxes.hint": "One certificate a box: each label says which box of how many",
  "boxes.count": "Boxes in all",

  more: "Pictures and printer",
  dpi: "Resolution of the printer",
  "dpi.203": "203 dpi",
  "dpi.203.hint": "Most label printers",
  "dpi.300": "300 dpi",
  "dpi.300.hint": "Fine label printers and laser printers",
  pictures: "My logo and certification marks",
  "pictures.hint":
    "Chosen once, printed wherever there is room. Marks such as Green Food may be used only by those who hold them.",
  "pictures.add": "Choose a picture",
  "pictures.remove": "Remove this picture",
  "pictures.unreadable": "This picture cannot be opened; choose another",
  "pictures.picture": "My picture {number}",

  ways: "How to print",
  print: "Print",
  "print.hint":
    "“Print” opens the phone's print window: choose the printer, paper of {size} mm, no margins and a scale of 100 %.",
  "print.hint.sheet": "“Print” opens the print window: choose A4 paper, no margins and a scale of 100 %.",
  savePicture: "Save as a picture",
  "savePicture.hint":
    "If the printer is not in the print window: “Save as a picture”, open it in the printer maker's own app and print it at the label's size.",
  printer: "Print on a label printer",
  "printer.hint": "Sent from this phone to a Bluetooth or USB printer, through the print queue.",
  "printer.full": "This phone is full: nothing was put into the queue. Make room and try again.",
  "printer.queue": "Printers and print queue",
  pdf: "PDF",
  "pdf.hint": "Its text can be selected and searched: for a print shop, or to keep.",
  "pdf.file": "Certificate {number} {size}",
} as const satisfies Messages<typeof zhPrint>;
