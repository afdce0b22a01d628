"""A sample of each format, written as its producers write it: sites, agencies, crawlers, scanners, office programs."""

import gzip
import io
import json
import mailbox
import tarfile
import zipfile
from email.message import EmailMessage

HARBOUR = "The harbour office of Vlore closed both piers on Tuesday after a crane fell, its director said."
FERRIES = "Ferries to Brindisi sail from Durres until the piers are open again, the line announced."
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Crane falls</title></head><body><article>'
    f"<h1>Crane falls</h1><p>{HARBOUR}</p><p>{FERRIES}</p></article></body></html>"
)


def warc_record(kind, block, number=1, **headers):
    """One record of a WARC file."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>",
        "WARC-Date": "2022-10-04T08:30:00Z",
        "Content-Length": str(len(block)),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return b"WARC/1.1\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(page, number=1, url="https://courier.example/crane", status="200 OK", use=None, **headers):
    """A response record whose server sent `page` with these headers."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    head = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(page), **said}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    block = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + page
    about = {"WARC_Target_URI": url, "Content_Type": "application/http; msgtype=response"}
    return warc_record("response", block, number, **about, **({"WARC_Tearsheet_Use": use} if use else {}))


def chunked(page, size=100):
    """A body in HTTP's chunks."""
    parts = [page[at : at + size] for at in range(0, len(page), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def arc(pages):
    """An ARC file of version 1, with the record that describes it."""
    about = b"1 0 Courier\nURL IP-address Archive-date Content-type Archive-length\n"
    data = b"filedesc://courier.arc 0.0.0.0 20040901120000 text/plain %d\n%s\n" % (len(about), about)
    for url, page in pages:
        block = b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        data += b"%s 192.0.2.7 20040901120501 text/html %d\n%s\n" % (url, len(block), block)
    return data


def zip_of(members):
    """A zip file of named members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2022, 1, 2, 0, 0, 0)), data)
    return stream.getvalue()


def tar_of(members):
    """A tar file of named members; a member that is a TarInfo stands for itself."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members.items():
            info = data if isinstance(data, tarfile.TarInfo) else tarfile.TarInfo(name)
            content = b"" if isinstance(data, tarfile.TarInfo) else data
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>The Courier</title><link>https://courier.example/</link><language>en-GB</language>
<lastBuildDate>Tue, 04 Oct 2022 09:00:00 +0000</lastBuildDate>
<atom:link href="https://courier.example/feed" rel="self" type="application/rss+xml"/>
<item><title>Crane falls at Vlore &#8211; piers closed</title><link>https://courier.example/crane</link>
<dc:creator><![CDATA[Ana Prifti]]></dc:creator><pubDate>Tue, 04 Oct 2022 08:30:00 +0000</pubDate>
<category><![CDATA[Harbours]]></category><guid isPermaLink="false">https://courier.example/?p=77</guid>
<description><![CDATA[<p>The harbour office of Vlore closed both piers [&hellip;]</p>]]></description>
<content:encoded><![CDATA[<p>{HARBOUR}</p><p>{FERRIES}</p>]]></content:encoded>
<media:content url="https://courier.example/crane.jpg"><media:title>A crane</media:title></media:content></item>
<item><title>Broken&nbsp;ampersands & more</title><link>https://courier.example/2</link>
<author>news@courier.example (Besa Hoxha)</author><description>{FERRIES}</description></item>
</channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://courier.example/">
<title>The Courier</title><updated>2022-10-04T09:00:00Z</updated><author><name>The desk</name></author>
<entry><title type="html">Crane &lt;b&gt;falls&lt;/b&gt;</title><link rel="enclosure" href="a.mp3"/><link href="crane"/>
<id>tag:courier.example,2022:77</id><published>2022-10-04T10:30:00+02:00</published><category term="harbours"/>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{HARBOUR}</p></div></content></entry>
</feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "The Courier",
        "items": [
            {
                "id": "77",
                "url": "https://courier.example/crane",
                "title": "Crane falls",
                "content_html": f"<p>{HARBOUR}</p>",
                "date_published": "2022-10-04T08:30:00Z",
                "authors": [{"name": "Ana Prifti"}],
                "language": "en",
            }
        ],
    },
    indent=2,
)
NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2022-10-04T08:31:00Z</sent></header><itemSet>
<newsItem guid="urn:newsml:agency.example:20221004:crane" version="2" standard="NewsML-G2" standardversion="2.29">
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2022-10-04T08:30:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><contentCreated>2022-10-04T08:20:00Z</contentCreated><by>Ana Prifti</by><headline>Crane falls at Vlore</headline>
<language tag="en"/><subject qcode="medtop:20000417"><name xml:lang="en">harbours</name></subject></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>
<body><p>{HARBOUR}</p><p>{FERRIES}</p></body></html></inlineXML></contentSet></newsItem>
<newsItem guid="urn:newsml:agency.example:20221004:old" version="3"><itemMeta><pubStatus qcode="stat:canceled"/></itemMeta>
<contentMeta><headline>Wrong report</headline></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><body><p>Never happened.</p></body></html></inlineXML></contentSet>
</newsItem></itemSet></newsMessage>"""
NITF = f"""<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf><head><title>Crane</title><docdata><doc-id id-string="n77"/><date.issue norm="20221004T083000Z"/></docdata>
<pubdata position.section="Harbours"/></head><body><body.head><hedline><hl1>Crane falls at Vlor\u00eb</hl1></hedline>
<byline>By Ana Prifti</byline><dateline><location>VLORE</location></dateline></body.head>
<body.content><block><p>{HARBOUR}</p><hl2>Ferries</hl2><p>{FERRIES}</p></block>
<media media-type="image"><media-reference source="crane.jpg">crane.jpg</media-reference><media-caption>A crane.</media-caption></media>
</body.content></body></nitf>"""
SGML = f"""<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" CGISPLIT="TRAINING-SET" OLDID="5544" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>ship</D><D>cocoa</D></TOPICS>
<UNKNOWN>
&#5;&#5;&#5;C T
</UNKNOWN>
<TEXT>&#2;
<TITLE>CRANE FALLS AT VLORE</TITLE>
<AUTHOR>    By Ana Prifti, Reuters</AUTHOR>
<DATELINE>    VLORE, Feb 26 - </DATELINE><BODY>{HARBOUR}
    Ferries &lt;Adria.MI> sail from Durres.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS TOPICS="NO" NEWID="2">
<DATE>26-FEB-1987 15:02:20.00</DATE>
<TEXT TYPE="BRIEF">&#2;
<TITLE>FERRIES SAIL</TITLE>
&#3;</TEXT>
</REUTERS>
"""
HOCR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title></title>
<meta name='ocr-system' content='tesseract 5.3.0' /></head><body><div class='ocr_page' id='page_1'>
<div class='ocr_carea' id='block_1_1'><p class='ocr_par' id='par_1_1' lang='eng'>
<span class='ocr_line' id='line_1_1' title="bbox 10 10 90 20"><span class='ocrx_word'>The</span> <span class='ocrx_word'>har-</span></span>
<span class='ocr_line' id='line_1_2'><span class='ocrx_word'>bour</span> <span class='ocrx_word'><strong>closed.</strong></span></span></p>
<p class='ocr_par' id='par_1_2'><span class='ocr_line'><span class='ocrx_word'>Ferries</span> <span class='ocrx_word'>sail.</span></span></p>
</div></div></body></html>"""
ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit></Description>
<Layout><Page ID="P1"><PrintSpace><TextBlock ID="B1"><TextLine><String CONTENT="The"/><SP/>
<String CONTENT="har" SUBS_TYPE="HypPart1" SUBS_CONTENT="harbour"/><HYP CONTENT="-"/></TextLine>
<TextLine><String CONTENT="bour" SUBS_TYPE="HypPart2" SUBS_CONTENT="harbour"/><SP/><String CONTENT="closed."/></TextLine></TextBlock>
<TextBlock ID="B2"><TextLine><String CONTENT="Ferries"/><SP/><String CONTENT="sail."/></TextLine></TextBlock>
</PrintSpace></Page></Layout></alto>"""
MARKDOWN = f"""---
title: "Crane falls at Vlore"
date: 2022-10-04T08:30:00+02:00
author: Ana Prifti
categories: [Harbours, News]
tags: [cranes]
---

## What happened

{HARBOUR} It was **the second** this year ([list](https://courier.example/list)).

- {FERRIES}
"""


def newsletter():
    """A newsletter in both forms, as a list server sends it."""
    message = EmailMessage()
    message["Subject"] = "Crane falls at Vlor\u00eb \u2013 piers closed"
    message["From"] = "The Courier <news@courier.example>"
    message["Date"] = "Tue, 04 Oct 2022 08:30:00 +0200"
    message["Message-ID"] = "<77.20221004@courier.example>"
    message["List-Id"] = "Harbours <harbours.courier.example>"
    message.set_content(f"{HARBOUR}\n\n{FERRIES}\n")
    message.add_alternative(PAGE, subtype="html")
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="crane.png")
    return message


def mbox(path, *bodies):
    """A mailbox of plain messages."""
    box = mailbox.mbox(path)
    for number, body in enumerate(bodies):
        message = EmailMessage()
        message["Subject"], message["From"] = f"Letter {number}", "news@courier.example"
        message["Message-ID"] = f"<{number}@courier.example>"
        message.set_content(body)
        box.add(message)
    box.close()
    return path.read_bytes()


def pdf(pages, title="Crane falls"):
    """A PDF of pages, each a list of (x, y, size, text), as a page-setting program lays them out."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        shows = b"".join(
            b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n"
            % (size, x, y, text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)"))
            for x, y, size, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shows), shows))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< /Title (%s) /Author (Ana Prifti) /CreationDate (D:20221004083000Z) >>" % title.encode())
    data, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    size = len(objects) + 1
    return data + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + tail % (size, len(objects), len(data))


def gz(data):
    """A gzip member without the time it was made."""
    return gzip.compress(data, mtime=0)
