using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Configuration;
using Honnan.Data.Curation;
using Honnan.Data.Files;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Learning.Runtime;
using Honnan.Learning.Weights;

namespace Honnan.Learning.Models;

/// <summary>A net with all that prediction needs. Owns the net. Not safe for use by several threads at once.</summary>
public sealed class TrainedModel : IDisposable
{
    private const string DescriptionFile = "model.json";
    private const string WeightsName = "model.safetensors";

    /// <summary>Takes the net over, in evaluation mode.</summary>
    /// <param name="net">The net.</param>
    /// <param name="description">What it is.</param>
    /// <param name="rules">How its outputs become answers; null for none.</param>
    public TrainedModel(Net net, ModelDescription description, AnswerRules? rules = null)
    {
        (Net, Description, Rules) = (net, description, rules ?? AnswerRules.None);
        Answerer = new Answerer(Rules);
        Countries = [.. description.Countries.Select(CountryCode.Parse)];
        Net.eval();
    }

    /// <summary>The net, in evaluation mode.</summary>
    public Net Net { get; }

    /// <summary>What it is and how pictures are prepared for it.</summary>
    public ModelDescription Description { get; }

    /// <summary>The classes in order.</summary>
    public IReadOnlyList<CountryCode> Countries { get; }

    /// <summary>How the net's outputs become answers.</summary>
    public AnswerRules Rules { get; }

    /// <summary>Makes answers by <see cref="Rules"/>.</summary>
    public Answerer Answerer { get; }

    /// <summary>The pictures that it has learned from; null where it does not say.</summary>
    public LearnedPictures? Learned { get; private init; }

    /// <summary>How pictures are prepared.</summary>
    public LoadingOptions Loading => Description.Loading;

    /// <summary>Whether a folder holds a model.</summary>
    public static bool Exists(string folder) => File.Exists(DescriptionOf(folder));

    /// <summary>The file of a model's description.</summary>
    public static string DescriptionOf(string folder) => Path.Combine(folder, DescriptionFile);

    /// <summary>The file of a model's weights.</summary>
    public static string WeightsOf(string folder) => Path.Combine(folder, WeightsName);

    /// <summary>Reads a run's result; caller disposes.</summary>
    /// <param name="folder">The run's folder.</param>
    /// <param name="precision">The type of the arithmetic in the convolutions.</param>
    /// <param name="device">Where it computes: one of <see cref="ComputeDevice.Choices"/>.</param>
    /// <param name="layout">Of maps in memory; with one named, and a precision, nothing is timed.</param>
    /// <exception cref="InputException">There is no finished run, or its files are damaged.</exception>
    public static TrainedModel Open(string folder, Precision precision = Precision.Auto, string device = ComputeDevice.Auto, MemoryLayout layout = MemoryLayout.Auto)
    {
        if (!Exists(folder))
        {
            throw new InputException(NoModel(folder));
        }

        var description = StrictJson.Read<ModelDescription>(DescriptionOf(folder));
        Net net = description.Build(device: ComputeDevice.Resolve(device));
        try
        {
            using WeightsFile weights = WeightsFile.Open(WeightsOf(folder));
            NetWeights.LoadAll(net, weights);
            Arithmetic arithmetic = ArithmeticChoice.Of(description.Net, learns: false, description.Loading.ShortSide, net.Device, new Arithmetic(precision, layout));
            (net.ComputeType, net.Layout) = (Processor.TypeOf(arithmetic.Precision, net.Device), arithmetic.Layout);
            AnswerRules rules = AnswerRules.Read(folder, description.Countries.Count, net.Pooling.Channels);
            return new TrainedModel(net, description, rules) { Learned = LearnedPictures.Read(folder) };
        }
        catch
        {
            net.Dispose();
            throw;
        }
    }

    /// <summary>Why a path is no model, and what to name in its place.</summary>
    public static string NoModel(string path) =>
        !Directory.Exists(path) ? $"no model '{path}': it must be the folder of a run, an exported .onnx file, or a shipped model's name"
        : Directory.EnumerateDirectories(path, "fold-*").Where(Exists).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } folds
            ? $"'{path}' holds a model a fold: name one of them ({string.Join(", ", folds)}), or judge all by honnan evaluate --fold all"
        : Selection.IsIn(path) ? $"'{path}' is a selection, not a model: it goes with --data"
        : File.Exists(Path.Combine(path, "experiment.json")) || File.Exists(Path.Combine(path, "checkpoint.safetensors"))
            ? $"'{path}' holds a run that is not finished (no {DescriptionFile}); go on with it by honnan train --resume"
        : $"'{path}' holds no run (no {DescriptionFile})";

    /// <summary>Writes a net and its description where <see cref="Open"/> finds them; the description last, so that it vouches for the weights.</summary>
    public static void Save(string folder, Net net, ModelDescription description)
    {
        SafetensorsWriter.Write(WeightsOf(folder), NetWeights.Describe(net));
        AtomicFile.WriteText(DescriptionOf(folder), StrictJson.Write(description));
    }

    /// <summary>Frees the net.</summary>
    public void Dispose() => Net.Dispose();
}
