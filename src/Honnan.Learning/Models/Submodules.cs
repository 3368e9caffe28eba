using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>Registers modules under dotted names such as <c>downsample.0</c>: TorchSharp allows no dot in one name.</summary>
internal static class Submodules
{
    public static void Register(nn.Module parent, string path, nn.Module module)
    {
        int dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            parent.register_module(path, module);
            return;
        }

        string first = path[..dot];
        nn.Module? group = parent.named_children().FirstOrDefault(c => c.name == first).module;
        if (group is null)
        {
            group = new Group();
            parent.register_module(first, group);
        }

        Register(group, path[(dot + 1)..], module);
    }

    private sealed class Group() : nn.Module(nameof(Group));
}
