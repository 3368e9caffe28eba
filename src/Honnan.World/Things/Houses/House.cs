using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;
using Honnan.World.Textures;

namespace Honnan.World.Things.Houses;

/// <summary>A house; its front looks at the road.</summary>
/// <param name="frame">Its origin is the middle of the house, on the ground; z leads away from the road.</param>
/// <param name="design">What it looks like.</param>
internal class House(Frame frame, HouseDesign design) : Thing
{
    public override Footprint Footprint { get; } = new(frame, design.Width / 2, design.Depth / 2);

    protected Frame Frame => frame;

    protected HouseDesign Design => design;

    private double X => design.Width / 2;

    private double Z => design.Depth / 2;

    public override void Shade(ShadowCaster shadows)
    {
        shadows.Box(frame, -X, X, -Z, Z, design.EavesHeight);
        double ridge = Roofs.RidgeHeight(design);
        switch (design.Roof)
        {
            case RoofKind.Gable:
                Ridge(shadows, -X, X, 0, 0, ridge);
                break;
            case RoofKind.GableToFront:
                Ridge(shadows, 0, 0, -Z, Z, ridge);
                break;
            case RoofKind.Hip:
                Ridge(shadows, -Math.Max(0, X - Z), Math.Max(0, X - Z), 0, 0, ridge);
                break;
            case RoofKind.Tent:
                Ridge(shadows, 0, 0, 0, 0, ridge);
                break;
            default:
                break;
        }
    }

    public override void Paint(Painter painter)
    {
        Chimneys(painter);
        if (design.Roof != RoofKind.Flat)
        {
            Roofs.Underside(painter, frame, design);
        }

        Side(painter, frame.Back(X, 0, Z), design.Width, isFront: false, gable: design.Roof == RoofKind.GableToFront, bays: Math.Max(1, design.Bays - 1), number: 40);
        Side(painter, frame.RightSide(X, 0, -Z), design.Depth, isFront: false, gable: design.Roof == RoofKind.Gable, bays: SideBays, number: 60);
        Side(painter, frame.LeftSide(-X, 0, Z), design.Depth, isFront: false, gable: design.Roof == RoofKind.Gable, bays: SideBays, number: 80);
        Side(painter, frame.Front(-X, 0, -Z), design.Width, isFront: true, gable: design.Roof == RoofKind.GableToFront, bays: design.Bays, number: 0);
        if (design.BayWindows)
        {
            BayFronts.Paint(painter, frame, design);
        }

        Roofs.Paint(painter, frame, design);
        if (design.Balcony)
        {
            Balconies.Paint(painter, frame, design);
        }
    }

    private int SideBays => design.Depth > 7.5 ? 2 : 1;

    private void Ridge(ShadowCaster shadows, double left, double right, double front, double back, double height) => shadows.Hull([
        frame.At(-X, design.EavesHeight, -Z), frame.At(X, design.EavesHeight, -Z), frame.At(X, design.EavesHeight, Z), frame.At(-X, design.EavesHeight, Z),
        frame.At(left, height, front), frame.At(right, height, back)]);

    private void Side(Painter painter, Facet wall, double width, bool isFront, bool gable, int bays, int number)
    {
        if (!wall.Faces(painter.Camera.Position))
        {
            return;
        }

        double eaves = design.EavesHeight + (design.Roof == RoofKind.Flat ? 0.42 : 0);
        double split = design.UpperWalls is null ? 0 : design.Plinth + design.StoreyHeight;
        double ridge = Roofs.RidgeHeight(design);
        Vector2D[] upper = gable
            ? [new(0, split), new(width, split), new(width, eaves), new(width / 2, ridge), new(0, eaves)]
            : [new(0, split), new(width, split), new(width, eaves), new(0, eaves)];
        Walls.Fill(painter, wall, upper, design.UpperWalls ?? design.Walls, design.UpperWall ?? design.Wall, design.Variation + number, design.Dirt);
        if (split > 0)
        {
            Walls.Fill(painter, wall, [new(0, 0), new(width, 0), new(width, split), new(0, split)], design.Walls, design.Wall, design.Variation + number, design.Dirt);
        }

        painter.Fill(wall, 0, 0, width, design.Plinth, design.Base);
        if (design.CornerBoards)
        {
            painter.Fill(wall, 0, design.Plinth, 0.2, eaves, design.Trim);
            painter.Fill(wall, width - 0.2, design.Plinth, width, eaves, design.Trim);
        }

        if (painter.PixelsPerMetre(wall.At(width / 2, eaves)) > 3)
        {
            Dress(painter, wall, width, isFront, bays, number);
            if (gable && ridge - eaves > 1.9)
            {
                Openings.Window(painter, wall, width / 2, eaves + 0.15, design.WindowWidth * 0.75, Math.Min(1.1, design.WindowHeight), design, number + 9);
            }

            if (!gable)
            {
                Walls.Eaves(painter, wall, 0, width, eaves, 0.25 + (design.Overhang * 0.8));
            }
        }
    }

    private void Dress(Painter painter, Facet wall, double width, bool isFront, int bays, int number)
    {
        double step = width / bays;
        for (int storey = 0; storey < design.Storeys; storey++)
        {
            double floor = design.Plinth + (storey * design.StoreyHeight);
            for (int bay = 0; bay < bays; bay++)
            {
                double middle = step * (bay + 0.5);
                if (isFront && storey == 0 && bay == design.DoorBay)
                {
                    Openings.Door(painter, wall, middle, design.Plinth, 1.05, 2.1, design);
                }
                else if (!(isFront && storey == 0 && design.BayWindows))
                {
                    Openings.Window(painter, wall, middle, floor + 0.85, Math.Min(design.WindowWidth, step * (design.Windows == WindowKind.Shutters ? 0.42 : 0.62)), design.WindowHeight, design, number + (storey * 10) + bay);
                }
            }
        }
    }

    private void Chimneys(Painter painter)
    {
        double ridge = Roofs.RidgeHeight(design);
        for (int i = 0; i < design.Chimneys && design.Roof != RoofKind.Flat; i++)
        {
            double x = design.Chimneys > 1 ? X * ((2 * (i + 0.5) / design.Chimneys) - 1) : design.Roof is RoofKind.Tent ? 0.9 : X * 0.45;
            double z = design.Roof is RoofKind.GableToFront ? 0.8 : 0.15;
            Boxes.Paint(painter, frame, x - 0.3, x + 0.3, ridge - 1.6, ridge + 0.75, z - 0.28, z + 0.28, new BrickTexture(Rgb.Hex(0x9A5B48), Rgb.Hex(0xB5ADA2), 0.24f, 0.08f), Rgb.Hex(0x6F6660));
            Boxes.Paint(painter, frame, x - 0.36, x + 0.36, ridge + 0.75, ridge + 0.86, z - 0.34, z + 0.34, Rgb.Hex(0x8D8780));
            if (design.Chimneys > 1)
            {
                painter.Post(frame.At(x - 0.14, 0, z), ridge + 0.86, ridge + 1.2, 0.1, 0.08, Rgb.Hex(0xA8684C));
                painter.Post(frame.At(x + 0.14, 0, z), ridge + 0.86, ridge + 1.2, 0.1, 0.08, Rgb.Hex(0xA8684C));
            }
        }
    }
}
