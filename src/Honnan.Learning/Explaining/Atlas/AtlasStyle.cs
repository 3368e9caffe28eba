using System.Net;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>The atlas page's frame: style, introduction, and the search at its end.</summary>
internal static class AtlasStyle
{
    /// <summary>Finds countries by name and code, and hints by their words; shows what fits and counts it.</summary>
    public const string Foot = """
        </main><script>
        const box = document.getElementById('find'), found = document.getElementById('found');
        box.addEventListener('input', () => {
          const words = box.value.toLowerCase().normalize('NFC').split(/\s+/).filter(w => w);
          let shown = 0;
          for (const section of document.querySelectorAll('section')) {
            const named = words.every(w => section.dataset.names.includes(w));
            const hints = [...section.querySelectorAll('.hint')];
            let any = named;
            for (const hint of hints) {
              const fits = named || words.every(w => section.dataset.names.includes(w) || hint.dataset.words.includes(w));
              hint.hidden = !fits;
              any ||= fits;
            }
            section.hidden = !any;
            document.querySelector(`nav a[data-country="${section.id}"]`).hidden = !any;
            shown += any ? 1 : 0;
          }
          found.textContent = words.length === 0 ? '' : shown === 1 ? '1 country' : `${shown} countries`;
        });
        </script></body></html>
        """;

    /// <summary>Everything up to the search.</summary>
    public static string Head(string title) => $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <title>{{WebUtility.HtmlEncode(title)}}</title>
        <style>
        :root { color-scheme: light dark; --ground: #f4f5f7; --page: #fff; --ink: #2b2f36; --aside: #5b626d; --line: #e3e6ea; --edge: #b9c0ca; --faint: #eceff3; --link: #1f4f82;
          --camera: #fbf6f0; --camera-edge: #e9cdb0; --flag: #a04b08; --bar: #1f6fb4; --others: #9aa3af; --caution: #fdf0e4 }
        @media screen and (prefers-color-scheme: dark) { :root { --ground: #0e141a; --page: #171f28; --ink: #e9eff5; --aside: #a3b1be; --line: #2a3541; --edge: #45525f; --faint: #26313c; --link: #8fc1f0;
          --camera: #2b2318; --camera-edge: #5d4526; --flag: #f2a65a; --bar: #56a3e0; --others: #6b7785; --caution: #3a2a10 } }
        * { box-sizing: border-box } [hidden] { display: none !important }
        body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 "Open Sans", "Segoe UI", system-ui, sans-serif }
        main { max-width: 1180px; margin: 0 auto; padding: 24px 32px 64px; background: var(--page); min-height: 100vh }
        h1 { font-size: 26px; margin: 0 0 8px } h2 { font-size: 21px; margin: 0 0 12px } h2 small { font-size: 13px; font-weight: normal; color: var(--aside); white-space: nowrap }
        h3 { font-size: 14px; margin: 20px 0 8px; color: var(--aside) } h4 { font-size: 14px; margin: 0 0 6px }
        section { content-visibility: auto; contain-intrinsic-size: auto 700px } section, footer { border-top: 1px solid var(--line); padding: 24px 0; scroll-margin-top: 64px }
        .find { position: sticky; top: 0; z-index: 1; background: var(--page); padding: 10px 0; display: flex; gap: 12px; align-items: center }
        .find input { flex: 1; min-width: 0; font: inherit; padding: 8px 12px; border: 1px solid var(--edge); border-radius: 6px; background: var(--page); color: var(--ink) } #found { color: var(--aside); white-space: nowrap }
        nav { display: flex; flex-wrap: wrap; gap: 6px; margin: 4px 0 20px } nav a { padding: 2px 10px; border-radius: 12px; background: var(--faint); color: var(--link); text-decoration: none; font-size: 13px } nav a:hover { background: var(--line) }
        .hints { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 440px), 1fr)); gap: 16px }
        .hint { border: 1px solid var(--line); border-radius: 8px; padding: 12px } .camera { background: var(--camera); border-color: var(--camera-edge) }
        .close { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px } .close img { width: 100%; height: auto; border-radius: 4px; display: block }
        .flag { margin: 0 0 6px; font-size: 12.5px; font-weight: 600; color: var(--flag) } .count, .none, figcaption { margin: 6px 0 0; font-size: 12.5px; color: var(--aside) }
        dl { display: grid; grid-template-columns: 72px 1fr; gap: 2px 8px; margin: 10px 0 0; font-size: 12.5px; align-items: center } dd { margin: 0; display: flex; align-items: center; gap: 6px } dt { color: var(--aside) }
        dd i { height: 8px; background: var(--bar); border-radius: 4px; max-width: calc(100% - 130px) } dd + dt + dd i { background: var(--others) } dd small { color: var(--aside) } dd span { font-variant-numeric: tabular-nums; white-space: nowrap }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 16px } figure { margin: 0 } figure img { width: 100%; height: auto; border-radius: 6px; display: block; background: var(--faint); max-height: 260px; object-fit: contain }
        figcaption span { color: var(--aside); overflow-wrap: anywhere } .warn { background: var(--caution); border-left: 4px solid #d55e00; padding: 8px 12px }
        details { margin: 0 0 8px } summary { cursor: pointer; color: var(--link) }
        @media (max-width: 600px) { main { padding: 16px 14px 48px } h1 { font-size: 21px } .hints, .tiles { grid-template-columns: 1fr } nav { max-height: 132px; overflow-y: auto } }
        </style></head><body><main><h1>{{WebUtility.HtmlEncode(title)}}</h1>
        <p>What a net goes by when it names a country: places in pictures that it recognised, grouped by how alike they are to the net itself.</p>
        <details><summary>How to read this</summary>
        <p>A <b>hint</b> is a group of places that spoke most for the country and look alike to the net, each the peak of a picture's Grad-CAM map. “Here” is the share of the country's pictures that show something as like the group as half of its members are, “elsewhere” the same of all other pictures; what is not at least twice as common here is left out. The words say where it is seen and in which colours: what it is, the close-ups show. Hints at the overlay, the watermark or the car are about the camera: they help in a game, but do not hold in new pictures.</p>
        <p><b>What lights up</b> shows recognised pictures, those first whose map is concentrated (half of it in little of the area), stable (it stays when the picture is mirrored or trimmed), faithful (ROAD: the probability falls when those places are removed) and off the camera; “interpretable” is the geometric mean of the four, which a caption shows when the pointer rests on it. Where it is 0 the picture is left out.</p></details>
        """;
}
