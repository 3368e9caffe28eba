using System.CommandLine;
using System.Globalization;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Models;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Catalogue;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;

namespace Honnan.Cli.Commands;

/// <summary>Shows which parts of pictures speak for a country.</summary>
internal sealed class ExplainCommand : HonnanCommand
{
    private const string Eigen = "eigen";
    private const string Flip = "flip";
    private const int TilesOfCountry = 12;

    private readonly Argument<string> _model = ModelArgument(exported: true);
    private readonly Argument<string[]> _files = new("files") { Description = "pictures, panoramas, or folders of them, in place of --data and --pictures", HelpName = "FILE", Arity = ArgumentArity.ZeroOrMore };
    private readonly JudgedPicturesOptions _judged;
    private readonly Option<string> _method = new("--method") { Description = $"how: {string.Join(", ", ExplanationMethods.All.Select(m => m.Name))}", DefaultValueFactory = _ => ExplanationMethods.GradCam.Name, HelpName = "NAME" };
    private readonly Option<string?> _layer = new("--layer") { Description = "the layer to look at, such as layer3, layer4.1 or layer4.1.conv2 of a ResNet [default: the last stage's end]", HelpName = "NAME" };
    private readonly Option<string[]> _smooth = ValueOptions.Choices("--smooth", "eigen: the first principal component of the channels in place of their sum; flip: the mean with the mirror image's map; both by giving it twice", [Eigen, Flip], []);
    private readonly Option<string?> _country = new("--country") { Description = "explain this country in place of each picture's guess", HelpName = "CC" };
    private readonly Option<string?> _against = new("--against") { Description = "with --country: what speaks for it rather than for this one", HelpName = "CC" };
    private readonly Option<bool> _measure = new("--measure") { Description = "measure how far the maps show what the answers rest on: ROAD, deletion, insertion, confidence change; some fifty passes of the net a picture" };
    private readonly Option<int?> _limit = new("--limit") { Description = "explain so many pictures at most, evenly taken from all", HelpName = "N" };
    private readonly Option<string> _out = OutputOption("folder for the pictures with their heat maps, explained.csv, and with labels a gallery of each country");
    private readonly Option<Precision> _precision = PrecisionOption(exported: true);
    private readonly Option<string> _device = DeviceOption(exported: true);
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<bool> _force = ForceOption();

    public ExplainCommand(CommandOutput output)
        : base(output, "explain", "Shows which parts of pictures speak for a country: heat maps laid over them.", "honnan explain runs/first photo.jpg --country HU -o maps")
    {
        Arguments.Add(_model);
        Arguments.Add(_files);
        _judged = new JudgedPicturesOptions(this, allFolds: false);
        foreach (Option option in (Option[])[_method, _layer, _smooth, _country, _against, _measure, _limit, _out, _precision, _device, _threads, _force])
        {
            Options.Add(option);
        }
    }

    protected override int Run(ParseResult parsed, CancellationToken stop)
    {
        string[] files = parsed.GetValue(_files) ?? [];
        if ((files.Length > 0) == _judged.Given(parsed))
        {
            throw new InputException("name the pictures by --data SELECTION, by --pictures LABELS.csv, or one by one: one of the three");
        }

        MapOptions maps = Maps(parsed);
        using OverlayFolder folder = OverlayFolder.Open(parsed.GetRequiredValue(_out), parsed.GetValue(_force))!;
        string run = parsed.GetRequiredValue(_model);
        using IAskedModel model = new AskedModelOptions(_precision, _device, _threads).Open(parsed, run);
        var request = new MapRequest { Question = Question(parsed, model), Options = maps, Measured = parsed.GetValue(_measure) };
        if (files.Length > 0)
        {
            PictureAddress[] addresses = [.. PictureFiles.Find(files)];
            return Explain(parsed, model, new PictureFiles(), addresses, null, request, maps.Method, folder, stop);
        }

        (int? fold, _) = _judged.Runs(parsed, run)[0];
        using JudgedSet set = _judged.Open(parsed, fold, model.Origin);
        return Explain(parsed, model, set.Bytes, [.. set.Pictures.Select(p => p.Address)], [.. set.Pictures.Select(p => p.Country)], request, maps.Method, folder, stop);
    }

    private MapOptions Maps(ParseResult parsed)
    {
        string[] smoothing = parsed.GetValue(_smooth) ?? [];
        return new MapOptions
        {
            Method = ExplanationMethods.Find(parsed.GetRequiredValue(_method)),
            Layer = parsed.GetValue(_layer),
            EigenSmooth = smoothing.Contains(Eigen),
            FlipSmooth = smoothing.Contains(Flip),
        };
    }

    private ClassQuestion? Question(ParseResult parsed, IAskedModel model)
    {
        (string? country, string? against) = (parsed.GetValue(_country), parsed.GetValue(_against));
        if (country is null)
        {
            return against is null ? null : throw new InputException("--against goes with --country: which of the two is to be explained");
        }

        int asked = Country(country, model);
        int? other = against is null ? null : Country(against, model);
        return asked == other ? throw new InputException($"--against names the same country as --country, {model.Countries[asked]}") : new ClassQuestion(asked, other);
    }

    private static int Country(string asked, IAskedModel model)
    {
        string known = $"the model knows {string.Join(' ', model.Countries)}";
        CountryCode code = Countries.TryFind(asked, out Country? country) ? country.Code : throw new InputException($"{Countries.Unknown(asked)} ({known})");
        int index = model.Countries.ToList().IndexOf(code);
        return index >= 0 ? index : throw new InputException($"the model does not know {code} ({known})");
    }

    private int Explain(
        ParseResult parsed, IAskedModel model, IPictureBytes bytes, PictureAddress[] addresses, CountryCode[]? truths, MapRequest request, ExplanationMethod method, OverlayFolder folder, CancellationToken stop)
    {
        int[] chosen = Chosen(addresses.Length, parsed.GetValue(_limit));
        IEnumerable<Explanation> explanations = model.Explain(chosen.Select(c => addresses[c]), bytes, request, model.Loading, stop);
        List<FaithfulnessFigures> figures = [];
        int empty = 0;
        string against = request.Question?.Against is { } other ? $"{model.Countries[other]}" : "";
        int explained = Output.WithProgress("explaining", report =>
        {
            using var writer = new StreamWriter(folder.FilePath("explained.csv"));
            using var table = new CsvTable(writer, "source", "file", "country", "guess", "probability", "explained", "overlay", "against", "method", "road", "deletion", "insertion", "confidenceChange");
            var galleries = new CountryGalleries(TilesOfCountry);
            int i = 0;
            int done = 0;
            foreach (Explanation explanation in explanations)
            {
                PictureAddress address = explanation.Answer.Address;
                CountryCode? truth = truths?[chosen[i++]];
                report((double)i / chosen.Length, $"{i} of {chosen.Length}");
                if (explanation.Answer.Probabilities is not { } probabilities)
                {
                    Output.Error($"{address.File}: {explanation.Answer.Error}");
                    continue;
                }

                int guess = Ranking.Largest(probabilities);
                Picture drawing = ExplainedPicture.Draw(bytes.Read(address), explanation);
                string overlay = folder.Add(address.File, drawing);
                string probability = probabilities[guess].ToString("0.######", CultureInfo.InvariantCulture);
                table.Add([address.Source, address.File, truth?.ToString() ?? "", $"{model.Countries[guess]}", probability, $"{model.Countries[explanation.Class]}", overlay, against, method.Name, .. Columns(explanation.Faithfulness)]);
                galleries.Add(truth, new GalleryTile(drawing, address.File, NameOf(truth), NameOf(model.Countries[guess])!, probabilities[guess]));
                figures.AddRange(explanation.Faithfulness is { } measured ? [measured] : []);
                empty += explanation.Views.All(view => view.Coarse.Values.All(v => v <= 0)) ? 1 : 0;
                done++;
            }

            galleries.Write(folder.FilePath, method.Title);
            return done;
        });
        if (explained == 0)
        {
            throw new InputException("none of the pictures could be read");
        }

        folder.Commit();
        if (figures.Count > 0)
        {
            var mean = FaithfulnessFigures.Mean(figures);
            Output.Note(string.Create(CultureInfo.InvariantCulture, $"{method.Title}, mean of {figures.Count} pictures: ROAD {mean.Road:0.0000}, deletion {mean.Deletion:0.0000}, insertion {mean.Insertion:0.0000}, confidence change {mean.ConfidenceChange:0.0000}"));
        }

        if (model.Description.Features == PooledFeatures.Stages && request.Options?.Layer is null)
        {
            Output.Note("this model's head also sees the stages before the last one: the maps show what the last stage says, and not the rest; --layer shows an earlier one");
        }

        Output.Note($"{explained} {(explained == 1 ? "picture" : "pictures")} explained in {parsed.GetRequiredValue(_out)}{(empty > 0 ? $"; {empty} of the maps are empty: nothing that the layer sees speaks for the country" : "")}");
        return Application.Done;
    }

    /// <summary>All places, or as many as were asked for, evenly spaced.</summary>
    private static int[] Chosen(int count, int? limit) => limit switch
    {
        < 1 => throw new InputException($"--limit must be at least 1, not {limit}"),
        { } most when most < count => [.. Enumerable.Range(0, most).Select(i => (int)((long)i * count / most))],
        _ => [.. Enumerable.Range(0, count)],
    };

    private static string[] Columns(FaithfulnessFigures? figures) => figures is null
        ? ["", "", "", ""]
        : [.. new[] { figures.Road, figures.Deletion, figures.Insertion, figures.ConfidenceChange }.Select(f => f.ToString("0.####", CultureInfo.InvariantCulture))];

    private static string? NameOf(CountryCode? country) => country is { } code ? Countries.Get(code).English : null;
}
