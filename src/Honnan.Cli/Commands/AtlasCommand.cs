using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Models;
using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Data.Loading;
using Honnan.Learning.Explaining;
using Honnan.Learning.Explaining.Atlas;
using Honnan.Learning.Runtime;
using Spectre.Console;

namespace Honnan.Cli.Commands;

/// <summary>Writes galleries of hints by country.</summary>
internal sealed class AtlasCommand : HonnanCommand
{
    private const int ShownTiles = 12;

    private readonly Argument<string> _model = ModelArgument();
    private readonly JudgedPicturesOptions _judged;
    private readonly Option<int> _hints = ValueOptions.Number("--hints", "hints of a country at most", new AtlasOptions().Hints, 1, 12);
    private readonly Option<int> _tiles = ValueOptions.Number("--tiles", "pictures of a country at most", new AtlasOptions().Tiles, 1, ShownTiles);
    private readonly Option<int> _examined = ValueOptions.Number("--examine", "recognised pictures of a country that are looked at closely, at most", new AtlasOptions().Examined, 1, 1000);
    private readonly Option<string> _out = OutputOption("folder for atlas.html, its figures in atlas.json, and a sheet of each country");
    private readonly Option<Precision> _precision = PrecisionOption();
    private readonly Option<string> _device = DeviceOption();
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();
    private readonly Option<bool> _json = JsonOption();

    public AtlasCommand(CommandOutput output)
        : base(output, "atlas", "Shows by country what the net goes by: galleries of hints, with the share of pictures that show each.", "honnan atlas runs/first --data work/selection -o atlas")
    {
        Arguments.Add(_model);
        _judged = new JudgedPicturesOptions(this, allFolds: false);
        foreach (Option option in (Option[])[_hints, _tiles, _examined, _out, _precision, _device, _threads, _force, _json])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string run = parsed.GetRequiredValue(_model);
        RunModel.ThrowIfNoFolder(run, "hints are found inside the net, at places that an exported model does not show");
        (int? fold, _) = _judged.Runs(parsed, run)[0];
        string path = parsed.GetRequiredValue(_out);
        using OutputFolder folder = OutputFolder.Create(path, parsed.GetValue(_force), "atlas");
        using var model = new RunModel(run, parsed.GetValue(_precision), parsed.GetRequiredValue(_device), parsed.GetValue(_threads));
        using JudgedSet set = _judged.Open(parsed, fold, model.Origin);
        int? learned = _judged.Learned(parsed, model.Origin, set, Output, stop);
        var options = new AtlasOptions { Hints = parsed.GetValue(_hints), Tiles = parsed.GetValue(_tiles), Examined = parsed.GetValue(_examined) };
        var galleries = new CountryGalleries(options.Tiles);
        IReadOnlyList<AtlasCountry> countries = Output.WithProgress("", report => new AtlasBuilder(model.Trained, set, options).Build(galleries, report, stop));
        galleries.Write(folder.FilePath, ExplanationMethods.GradCam.Title);
        var document = AtlasDocument.Of($"Atlas of {_judged.Title(parsed, run)}", Caution(learned), Path.Combine(path, "atlas.html"), countries);
        File.WriteAllText(folder.FilePath("atlas.html"), AtlasPage.Html(document.Title, document.Caution, countries));
        File.WriteAllText(folder.FilePath("atlas.json"), StrictJson.Write(document));
        folder.Commit();
        if (parsed.GetValue(_json))
        {
            Output.Json(document);
        }
        else
        {
            Output.Results.WriteLine($"{countries.Sum(c => c.Hints.Count)} hints of {countries.Count} countries, {document.Recognised} of {document.Pictures} pictures recognised: {document.Page}");
        }

        return Application.Done;
    }

    private static string? Caution(int? learned) => learned switch
    {
        null => "Whether the net has learned from some of these pictures is not known: a hint may be one picture's, learned by heart.",
        > 0 => "The net has learned from pictures shown here: a hint may be one picture's, learned by heart.",
        _ => null,
    };
}
