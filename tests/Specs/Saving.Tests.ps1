BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'Saving' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'names files after their prompts' {
        $files = 'A red fox!', 'a blue heron' | New-AIImage | Save-AIImage ./pictures

        $files.Name | Should -Be 'a-red-fox-0.png', 'a-blue-heron-1.png'
    }

    It 'saves into the current folder when no path is given' {
        $file = New-AIImage 'a red fox' | Save-AIImage

        $file.FullName | Should -Be (Join-Path $PWD 'a-red-fox-0.png')
    }

    It 'fills the places of a template' {
        $image = New-AIImage 'a red fox' -OutFile './{date:yyyy}/{slug}_{index:000}_{n}_{model}'

        $image.FullName | Should -Be (Join-Path $PWD "$((Get-Date).Year)/a-red-fox_000_1_gpt-image-2.6-sunburst.png")
    }

    It 'names a file by the id of its image' {
        $image = New-AIImage 'a red fox' -OutFile './{id}'

        Split-Path $image.FullName -Leaf | Should -Be "$($image.Id).png"
    }

    It 'refuses a template with an unknown place' {
        Get-ErrorId { New-AIImage 'a red fox' -OutFile './{colour}.png' } | Should -Be 'InvalidRequest'
    }

    It 'takes the format from the extension' {
        $image = New-AIImage 'a red fox' -OutFile ./fox.jpg

        $image.Format | Should -Be 'jpeg'
        (Get-Content ./fox.jpg -AsByteStream -TotalCount 2) | Should -Be 0xFF, 0xD8
    }

    It 'adds the extension that the bytes call for' {
        $image = New-AIImage 'a red fox' -OutputFormat jpeg -OutFile './{slug}'

        Split-Path $image.FullName -Leaf | Should -Be 'a-red-fox.jpg'
    }

    It 'never replaces a file unless told to' {
        $before = (New-AIImage 'a red fox' -OutFile ./fox.png | Get-FileHash).Hash

        Get-ErrorId { New-AIImage 'a hare' -OutFile ./fox.png } | Should -Be 'FileExists'
        Get-ErrorId { New-AIImage 'a hare' | Save-AIImage ./fox.png } | Should -Be 'FileExists'
        (Get-FileHash ./fox.png).Hash | Should -Be $before
        $null = New-AIImage 'a hare' -OutFile ./fox.png -Force
        (Get-FileHash ./fox.png).Hash | Should -Not -Be $before
        $hare = (Get-FileHash ./fox.png).Hash
        $null = New-AIImage 'an owl' | Save-AIImage ./fox.png -Force
        (Get-FileHash ./fox.png).Hash | Should -Not -Be $hare
    }

    It 'refuses an existing file before anything is sent' {
        $null = New-AIImage 'a red fox' -OutFile ./fox.png
        $verbose = New-AIImage 'a hare' -OutFile ./fox.png -Verbose -ErrorAction SilentlyContinue 4>&1

        $verbose | Should -BeNullOrEmpty
    }

    It 'finishes a broken run with Resume and sends only what is missing' {
        $first = 'a fox', 'a hare' | New-AIImage -OutFile './out/{index}-{slug}'
        Remove-Item $first[1].FullName
        $lines, $second = @('a fox', 'a hare' | New-AIImage -OutFile './out/{index}-{slug}' -Resume -Verbose 4>&1).
            Where({ $_ -is [System.Management.Automation.VerboseRecord] }, 'Split')

        $second.FullName | Should -Be $first.FullName
        @($lines -match 'POST responses').Count | Should -Be 1
    }

    It 'keeps what is known of an image in a sidecar and reads it back' {
        $image = New-AIImage 'a red fox' -Quality low -OutFile ./fox.png -Sidecar
        $sidecar = Get-Content ./fox.png.json -Raw | ConvertFrom-Json
        $read = Get-AIImage ./fox.png

        $sidecar.prompt | Should -Be 'a red fox'
        Get-Content ./fox.png.json -Raw | Should -Match (Get-FileHash ./fox.png).Hash
        $read.Prompt | Should -Be 'a red fox'
        $read.ResponseId | Should -Be $image.ResponseId
        $read.Cost | Should -Be $image.Cost
        ($read | Edit-AIImage 'in the snow').ParentResponseId | Should -Be $image.ResponseId
    }

    It 'reads a folder of pictures and leaves the sidecars out' {
        $null = 'a fox', 'a hare' | New-AIImage -OutFile ./out/ -Sidecar
        $images = Get-ChildItem ./out | Get-AIImage -ErrorAction SilentlyContinue

        $images.Prompt | Should -Be 'a fox', 'a hare'
        (Get-AIImage ./out/*).Prompt | Should -Be 'a fox', 'a hare'
    }

    It 'sends nothing and writes nothing with WhatIf' {
        $null = New-AIImage 'a fox' -OutFile ./fox.png -WhatIf -Verbose 4>&1 | Should -BeNullOrEmpty
        New-AIImage 'a fox' | Save-AIImage ./fox.png -WhatIf | Should -BeNullOrEmpty
        Get-AIImageStream 'a fox' -WhatIf | Should -BeNullOrEmpty

        Get-ChildItem | Should -BeNullOrEmpty
    }

    It 'gives names that Windows reserves another name' {
        $files = 'con', 'NUL', 'com1', 'aux.' | New-AIImage | Save-AIImage './{slug}'

        $files.Count | Should -Be 4
        $files.BaseName | ForEach-Object { $_ | Should -Not -Match '^(con|nul|aux|prn|com\d|lpt\d)$' }
    }

    It 'makes a file name of any prompt' {
        $files = '../../etc/passwd', "C:\temp\x?*<>|`"", ('long ' * 200), '…', "new`nline", 'straße 東京', ' . ' |
            New-AIImage | Save-AIImage ./out

        $files.Count | Should -Be 7
        $files.DirectoryName | Sort-Object -Unique | Should -Be (Join-Path $PWD 'out')
        $files.Name | ForEach-Object {
            $_ | Should -Not -Match '[\\/:*?"<>|\p{Cc}]|[ .]$'
            [System.Text.Encoding]::UTF8.GetByteCount($_) | Should -BeLessOrEqual 255
        }
    }

    It 'never lets two images of a run meet in one file' {
        $files = 'a fox', 'a fox', 'A FOX' | New-AIImage | Save-AIImage './{slug}.png'

        $files.Name | Should -Be 'a-fox.png', 'a-fox-2.png', 'a-fox-3.png'
    }

    It 'goes on with the image after saving it' {
        $edit = New-AIImage 'a fox' | Save-AIImage ./fox.png -PassThru | Edit-AIImage 'in the snow' -OutFile ./snow.png

        $edit.ParentPath | Should -Be (Join-Path $PWD 'fox.png')
        (Get-ChildItem).Name | Should -Be 'fox.png', 'snow.png'
    }
}
