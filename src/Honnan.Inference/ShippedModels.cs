using Honnan.Data;
using Honnan.Data.Answers;

namespace Honnan.Inference;

/// <summary>The models that come with the project: the files of the folder <c>models</c> beside the program.</summary>
public static class ShippedModels
{
    /// <summary>The one that is asked where none is named: EfficientNet-Lite0, 56 countries.</summary>
    public const string Default = "lite0-56";

    /// <summary>The one for the pictures of the drawn world: EfficientNet-Lite0 up to its stage blocks.4, 12 countries.</summary>
    public const string Drawn = "demo-12";

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names => Directory.Exists(Folder)
        ? [.. Directory.EnumerateFiles(Folder, $"*{ExportedModel.Extension}").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)]
        : [];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "models");

    /// <summary>The file of a shipped model; null where no such one is shipped.</summary>
    /// <param name="name">One of <see cref="Names"/>; a path is none.</param>
    public static string? Find(string name) => Names.Contains(name, StringComparer.Ordinal) ? Path.Combine(Folder, name + ExportedModel.Extension) : null;

    /// <summary>The file that a user's word stands for: an exported model's own, or that of a shipped one.</summary>
    /// <exception cref="InputException">It is neither.</exception>
    public static string Resolve(string model) =>
        File.Exists(model) ? model
        : Find(model) ?? (model.EndsWith(ExportedModel.Extension, StringComparison.OrdinalIgnoreCase)
            ? model // the reader tells what is wrong with it
            : throw new InputException($"no model '{model}'; it must be an exported .onnx file{(Names.Count > 0 ? $", or one that is shipped: {string.Join(", ", Names)}" : "")}"));
}
