using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.World;

namespace Honnan.Cli.Commands;

/// <summary>Draws street scenes whose countries and cues are known, as sources to import.</summary>
internal sealed class DrawCommand : HonnanCommand
{
    private const int Most = 100_000;

    private static readonly WorldOptions Usual = new();

    private readonly Option<string> _out = OutputOption("the world's folder");
    private readonly Option<int> _panoramas = ValueOptions.Number("--panoramas", "of each of the dozen countries", Usual.Panoramas, 0, Most);
    private readonly Option<int> _windows = ValueOptions.Number("--windows", "of each country; one country's bear the planted stamp", Usual.Windows, 0, Most);
    private readonly Option<int> _views = ValueOptions.Number("--views", "of each country", Usual.Views, 0, Most);
    private readonly Option<int> _shortSide = ValueOptions.Number("--short-side", "height of the windows in pixels, the others in proportion", Usual.ShortSide, 64, Usual.ShortSide);
    private readonly Option<int> _seed = ValueOptions.Number("--seed", "others give other pictures", (int)Usual.Seed, 0, int.MaxValue);
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public DrawCommand(CommandOutput output)
        : base(output, "draw", "Draws street scenes of a dozen countries, with the data file to import them by and the truth about them.", "honnan draw -o world --views 20")
    {
        foreach (Option option in (Option[])[_out, _panoramas, _windows, _views, _shortSide, _seed, _force, _json])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string folder = parsed.GetRequiredValue(_out);
        var world = new DrawnWorld(new WorldOptions
        {
            Seed = parsed.GetValue(_seed),
            ShortSide = parsed.GetValue(_shortSide),
            Panoramas = parsed.GetValue(_panoramas),
            Windows = parsed.GetValue(_windows),
            Views = parsed.GetValue(_views),
        });
        int pictures = Write(Output, world, folder, parsed.GetValue(_force), stop);
        string data = Path.Combine(folder, DrawnWorld.DataName);
        if (parsed.GetValue(_json))
        {
            Output.Json(new { pictures, data });
            return Application.Done;
        }

        Output.Note($"{pictures} street scenes; honnan import {data} reads them");
        return Application.Done;
    }

    /// <summary>Writes a world and shows how far it is; gives the number of its pictures.</summary>
    internal static int Write(CommandOutput output, DrawnWorld world, string folder, bool force, CancellationToken stop) => output.WithProgress("drawing", report =>
    {
        int pictures = 0;
        world.Write(
            folder, force,
            new Told<WorldProgress>(p =>
            {
                pictures = p.Total;
                report((double)p.Done / p.Total, $"{p.Done} of {p.Total}");
            }),
            stop);
        return pictures;
    });
}
