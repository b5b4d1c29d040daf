import { BADGE_SIZE } from "./badge.ts";

/** How often an open page asks anew, in milliseconds: as long as a badge may be kept. */
const AGAIN = 60_000;

/**
 * The script of `<script src="…/badge.js" data-number="…">`: puts behind each such tag the certificate's badge as a link
 * to its page, and asks for it again every minute that the page is looked at. `data-lang="en"` makes it English. Plain
 * ES5, and neither style nor markup is written as text, so that it works under a shop's own content policy.
 */
export const BADGE_SCRIPT = `(function(){
var tags=document.querySelectorAll("script[data-number]");
function place(tag){
if(!/\\/badge\\.js$/.test(tag.src)||tag.hasAttribute("data-placed"))return;
tag.setAttribute("data-placed","");
var base=tag.src.replace(/badge\\.js$/,""),number=encodeURIComponent(tag.getAttribute("data-number")),en=tag.getAttribute("data-lang")==="en";
var link=document.createElement("a"),image=document.createElement("img");
link.href=base+"c/"+number+(en?"?lang=en":"");link.target="_blank";link.rel="noopener noreferrer";
image.alt="\u627f\u8bfa\u8fbe\u6807\u5408\u683c\u8bc1 "+tag.getAttribute("data-number");
image.width=${BADGE_SIZE.width};image.height=${BADGE_SIZE.height};
function show(){image.src=base+"badge/"+number+".svg?"+(en?"lang=en&":"")+"t="+Math.floor(Date.now()/${AGAIN})}
show();setInterval(function(){if(!document.hidden)show()},${AGAIN});
link.appendChild(image);tag.parentNode.insertBefore(link,tag.nextSibling)
}
for(var i=0;i<tags.length;i++)place(tags[i])
})();
`;
