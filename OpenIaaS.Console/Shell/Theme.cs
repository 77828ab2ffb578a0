using MudBlazor;

namespace OpenIaaS.Console.Shell;

/// <summary>The console's look for MudBlazor: the same values as tokens.css.</summary>
public static class Theme
{
    static readonly string[] Sans = ["Inter", "system-ui", "sans-serif"];

    public static MudTheme Create() => new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0C7560", PrimaryDarken = "#095F4E", PrimaryLighten = "#2C9A80", PrimaryContrastText = "#FFFFFF",
            Secondary = "#4F5C57", SecondaryContrastText = "#FFFFFF",
            Tertiary = "#6440AE", TertiaryContrastText = "#FFFFFF",
            Success = "#17713A", SuccessContrastText = "#FFFFFF",
            Warning = "#7F5200", WarningContrastText = "#FFFFFF",
            Error = "#B3202B", ErrorContrastText = "#FFFFFF",
            Info = "#0A5C9E", InfoContrastText = "#FFFFFF",
            Dark = "#101B18", DarkContrastText = "#FFFFFF",
            Background = "#F3F5F4", BackgroundGray = "#F8FAF9", Surface = "#FFFFFF",
            AppbarBackground = "#F3F5F4", AppbarText = "#43514C",
            DrawerBackground = "#F3F5F4", DrawerText = "#43514C", DrawerIcon = "#43514C",
            TextPrimary = "#101B18", TextSecondary = "#5F6D68", TextDisabled = "#9AA6A1",
            ActionDefault = "#43514C", ActionDisabled = "#9AA6A1", ActionDisabledBackground = "#EDF2F0",
            LinesDefault = "#E2E8E5", LinesInputs = "#7E8B86", Divider = "#E2E8E5", DividerLight = "#EDF2F0",
            TableLines = "#E2E8E5", TableHover = "#F8FAF9", TableStriped = "#FFFFFF",
            Skeleton = "#E1E7E4", OverlayDark = "rgba(13,25,21,0.46)", OverlayLight = "rgba(255,255,255,0.6)",
            HoverOpacity = 0.06, RippleOpacity = 0.08,
        },
        PaletteDark = new PaletteDark
        {
            Primary = "#56C8A9", PrimaryDarken = "#3FB193", PrimaryLighten = "#74D8BD", PrimaryContrastText = "#04231B",
            Secondary = "#AAB7B2", SecondaryContrastText = "#0A0F0E",
            Tertiary = "#BDA4F5", TertiaryContrastText = "#1B1233",
            Success = "#63CE88", SuccessContrastText = "#06210F",
            Warning = "#E8B64F", WarningContrastText = "#241A04",
            Error = "#FF8A87", ErrorContrastText = "#2B0507",
            Info = "#77BCF7", InfoContrastText = "#05192B",
            Dark = "#E9F0ED", DarkContrastText = "#0A0F0E",
            Background = "#0A0F0E", BackgroundGray = "#151D1B", Surface = "#111817",
            AppbarBackground = "#0A0F0E", AppbarText = "#B3BFBA",
            DrawerBackground = "#0A0F0E", DrawerText = "#B3BFBA", DrawerIcon = "#B3BFBA",
            TextPrimary = "#E9F0ED", TextSecondary = "#8C9A94", TextDisabled = "#5C6964",
            ActionDefault = "#B3BFBA", ActionDisabled = "#5C6964", ActionDisabledBackground = "#1B2523",
            LinesDefault = "#222D2A", LinesInputs = "#6F7F79", Divider = "#222D2A", DividerLight = "#1B2523",
            TableLines = "#222D2A", TableHover = "#151D1B", TableStriped = "#111817",
            Skeleton = "#26322F", OverlayDark = "rgba(2,6,5,0.66)", OverlayLight = "rgba(10,15,14,0.6)",
            HoverOpacity = 0.08, RippleOpacity = 0.10,
        },
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "6px", AppbarHeight = "52px",
            DrawerWidthLeft = "224px", DrawerMiniWidthLeft = "56px", DrawerWidthRight = "540px",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Sans, FontSize = ".8125rem", FontWeight = "400", LineHeight = "1.45", LetterSpacing = "normal" },
            H1 = new H1Typography { FontFamily = Sans, FontSize = "1.25rem", FontWeight = "650", LineHeight = "1.25", LetterSpacing = "-.02em" },
            H2 = new H2Typography { FontFamily = Sans, FontSize = "1rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "-.01em" },
            H3 = new H3Typography { FontFamily = Sans, FontSize = ".8125rem", FontWeight = "620", LineHeight = "1.4", LetterSpacing = "normal" },
            H6 = new H6Typography { FontFamily = Sans, FontSize = "1rem", FontWeight = "650", LineHeight = "1.3", LetterSpacing = "-.01em" },
            Body1 = new Body1Typography { FontFamily = Sans, FontSize = ".8125rem", FontWeight = "400", LineHeight = "1.45", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Sans, FontSize = ".75rem", FontWeight = "400", LineHeight = "1.45", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Sans, FontSize = ".8125rem", FontWeight = "550", LineHeight = "1.25", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Sans, FontSize = ".75rem", FontWeight = "400", LineHeight = "1.4", LetterSpacing = "normal" },
            Overline = new OverlineTypography { FontFamily = Sans, FontSize = ".6875rem", FontWeight = "600", LineHeight = "1.4", LetterSpacing = ".06em", TextTransform = "uppercase" },
        },
    };
}
